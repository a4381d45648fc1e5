using System.Security.Cryptography;
using System.Text;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// Makes, once, what the models need beyond the files as published: decoders that give their cross-attention, their token embeddings,
/// and the vocabulary as plain text.
/// Inputs are checked by SHA-256; results are written beside their place and moved there, so that a file that is there is whole.
/// </summary>
public static class ModelPreparation
{
    /// <summary>Whether <see cref="EnsurePrepared"/> has nothing to do.</summary>
    public static bool IsPrepared(ModelAssets assets) =>
        File.Exists(assets.Vocabulary)
        && Enum.GetValues<MoonshineSize>().All(size => File.Exists(assets.PreparedDecoder(size)) && File.Exists(assets.Embeddings(size)));

    /// <summary>Prepares what is not prepared yet; some seconds the first time, nothing later. Two processes at once do no harm.</summary>
    /// <param name="progress">Gets a line for each file that is made.</param>
    /// <exception cref="SpeechException">A file is missing or is not the published one.</exception>
    public static void EnsurePrepared(ModelAssets assets, IProgress<string>? progress = null)
    {
        foreach (MoonshineSize size in Enum.GetValues<MoonshineSize>())
        {
            Ensure(assets, assets.Decoder(size), assets.PreparedDecoder(size), progress, model =>
                DecoderGraph.Prepare(model, MoonshineShape.Of(size).Layers));
            Ensure(assets, assets.Decoder(size), assets.Embeddings(size), progress, model => TokenEmbeddings.Extract(model));
        }

        Ensure(assets, assets.Tokenizer, assets.Vocabulary, progress, script =>
            Encoding.UTF8.GetBytes(LlamaVocabulary.Extract(Encoding.UTF8.GetString(script))));
    }

    private static void Ensure(ModelAssets assets, string source, string result, IProgress<string>? progress, Func<byte[], byte[]> prepare)
    {
        if (File.Exists(result))
        {
            return;
        }

        progress?.Report($"preparing {Path.GetFileName(result)}");
        byte[] published = ReadChecked(assets, source);
        Directory.CreateDirectory(Path.GetDirectoryName(result)!);
        string beside = $"{result}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.part";
        File.WriteAllBytes(beside, prepare(published));
        File.Move(beside, result, overwrite: true);
    }

    private static byte[] ReadChecked(ModelAssets assets, string path)
    {
        string name = Path.GetRelativePath(assets.Root, path);
        if (!File.Exists(path))
        {
            throw new SpeechException($"The model file {path} is missing: run ./cvp, which brings it.");
        }

        byte[] content = File.ReadAllBytes(path);
        string expected = AssetManifest.All.Single(asset => asset.Path == name).Sha256;
        return Convert.ToHexStringLower(SHA256.HashData(content)) == expected
            ? content
            : throw new SpeechException($"The model file {path} is not the published one: delete it and run ./cvp, which brings it again.");
    }
}

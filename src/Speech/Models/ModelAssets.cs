using System.Security.Cryptography;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>Where the model and native files are. The launcher puts them there; nothing here downloads.</summary>
public sealed class ModelAssets
{
    /// <param name="root">The assets folder: the layout below it is that of assets/manifest.tsv.</param>
    public ModelAssets(string root)
    {
        Root = Path.GetFullPath(root);
        OnnxRuntimeLibrary = Path.Combine(Root, $"onnxruntime/linux-{AssetManifest.ThisArchitecture}/libonnxruntime.so.1");
    }

    /// <summary>$CVP_ASSETS, else compliant-voice-proxy/assets below $XDG_CACHE_HOME, else below ~/.cache.</summary>
    public static ModelAssets FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("CVP_ASSETS") is { Length: > 0 } root)
        {
            return new ModelAssets(root);
        }

        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new ModelAssets(Path.Combine(cache, "compliant-voice-proxy", "assets"));
    }

    public string Root { get; }

    /// <summary>ONNX Runtime's shared library: the launcher's, unless set to another.</summary>
    public string OnnxRuntimeLibrary { get; init; }

    public string VoiceDetector => At("silero/silero_vad_v5.onnx");

    /// <summary>The JavaScript file that holds the vocabulary.</summary>
    public string Tokenizer => At("llama/llama-tokenizer.js");

    /// <summary>The vocabulary as plain text, made by <see cref="ModelPreparation"/>.</summary>
    public string Vocabulary => At("prepared/llama-vocabulary.txt");

    public string Encoder(MoonshineSize size) => At($"moonshine/{FolderOf(size)}/encoder_model.onnx");

    public string Decoder(MoonshineSize size) => At($"moonshine/{FolderOf(size)}/decoder_model_merged.onnx");

    /// <summary>The decoder that gives its state and its cross-attention, made by <see cref="ModelPreparation"/>.</summary>
    public string PreparedDecoder(MoonshineSize size) => At($"prepared/moonshine-{FolderOf(size)}-decoder.onnx");

    /// <summary>The decoder's token embeddings, made by <see cref="ModelPreparation"/>.</summary>
    public string Embeddings(MoonshineSize size) => At($"prepared/moonshine-{FolderOf(size)}-embeddings.bin");

    /// <summary>The files of this machine that are not there or have another length: quick, reads no file.</summary>
    public IReadOnlyList<Asset> Missing() =>
        [.. AssetManifest.ForThisMachine.Where(asset => new FileInfo(At(asset.Path)) is not { Exists: true } file || file.Length != asset.Bytes)];

    /// <summary>The files of this machine whose content is not that of the manifest: reads every byte, takes about a second.</summary>
    public IReadOnlyList<Asset> Damaged() => [.. AssetManifest.ForThisMachine.Where(asset => !IsWhole(asset))];

    private bool IsWhole(Asset asset)
    {
        string path = At(asset.Path);
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == asset.Sha256;
    }

    private string At(string path) => Path.Combine(Root, path);

    private static string FolderOf(MoonshineSize size) => size is MoonshineSize.Base ? "base" : "tiny";
}

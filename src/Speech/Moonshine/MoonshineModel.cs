using System.Collections.Immutable;
using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// A loaded Moonshine model: encoder, decoder and vocabulary, shared by all calls. Immutable after loading; safe from several threads.
/// Decoder inputs by number: token, encoder states, past keys and values (layer by layer: decoder key, decoder value, encoder key, encoder value),
/// cache switch. Outputs: last state, present decoder keys and values, cross-attention of the layers in <see cref="AttentionLayers"/>, and in the first
/// step alone the encoder's keys and values.
/// </summary>
internal sealed class MoonshineModel : IDisposable
{
    private readonly OrtSession _encoder;
    private readonly OrtSession _decoder;

    /// <exception cref="SpeechException">A file is missing or is not the model.</exception>
    public MoonshineModel(OrtRuntime runtime, ModelAssets assets, MoonshineSize size)
    {
        Runtime = runtime;
        Size = size;
        Shape = MoonshineShape.Of(size);
        Vocabulary = LlamaVocabulary.Load(assets.Vocabulary);
        Embeddings = TokenEmbeddings.Load(assets.Embeddings(size), Shape.StateSize);
        AttentionLayers = [.. Shape.AlignmentHeads.Select(head => head.Layer).Distinct().Order()];
        _encoder = runtime.LoadModel(assets.Encoder(size));
        _decoder = runtime.LoadModel(assets.PreparedDecoder(size));
        NoPast = runtime.CreateTensor<float>(0, MoonshineShape.Heads, 1, Shape.HeadSize);
        Switch(NoCache = runtime.CreateTensor<bool>(1), isOn: false);
        Switch(WithCache = runtime.CreateTensor<bool>(1), isOn: true);

        EncoderSignature = new OrtSignature(_encoder, ["input_values"], ["last_hidden_state"]);
        string[] inputs = ["input_ids", "encoder_hidden_states", .. CacheNames("past_key_values", "decoder", "encoder"), "use_cache_branch"];
        string[] outputs = [DecoderGraph.StateOutput, .. CacheNames("present", "decoder"), .. AttentionLayers.Select(DecoderGraph.AttentionOutput)];
        FirstStepSignature = new OrtSignature(_decoder, inputs, [.. outputs, .. CacheNames("present", "encoder")]);
        NextStepSignature = new OrtSignature(_decoder, inputs, outputs);
    }

    public OrtRuntime Runtime { get; }

    public MoonshineSize Size { get; }

    public MoonshineShape Shape { get; }

    public LlamaVocabulary Vocabulary { get; }

    public TokenEmbeddings Embeddings { get; }

    /// <summary>The layers whose cross-attention is asked for, in order.</summary>
    public ImmutableArray<int> AttentionLayers { get; }

    public OrtSignature EncoderSignature { get; }

    public OrtSignature FirstStepSignature { get; }

    public OrtSignature NextStepSignature { get; }

    /// <summary>What stands for the past in the first step: no elements.</summary>
    public OrtTensor<float> NoPast { get; }

    public OrtTensor<bool> NoCache { get; }

    public OrtTensor<bool> WithCache { get; }

    public void Dispose()
    {
        NoPast.Dispose();
        NoCache.Dispose();
        WithCache.Dispose();
        _encoder.Dispose();
        _decoder.Dispose();
    }

    private IEnumerable<string> CacheNames(string prefix, params string[] sides) =>
        from layer in Enumerable.Range(0, Shape.Layers)
        from side in sides
        from part in (string[])["key", "value"]
        select $"{prefix}.{layer}.{side}.{part}";

    private static void Switch(OrtTensor<bool> tensor, bool isOn) => tensor.Elements[0] = isOn;
}

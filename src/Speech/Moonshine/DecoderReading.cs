using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>One way to read a stretch, token by token: after each step the logits of the next token and where the decoder looks for it. Not thread-safe.</summary>
internal sealed class DecoderReading : IDisposable
{
    private readonly EncodedSpeech _speech;
    private readonly OrtTensor<long> _token;
    private readonly OrtCall _nextStep;
    private readonly float[] _logits = new float[MoonshineShape.VocabularySize];
    private OrtCall _lastStep;

    public DecoderReading(EncodedSpeech speech)
    {
        _speech = speech;
        _token = speech.Model.Runtime.CreateTensor<long>(1, 1);
        _nextStep = speech.CreateNextStep();
        _nextStep.SetInput(0, _token);
        _lastStep = speech.FirstStep;
        ProjectState();
    }

    /// <summary>Of the next token, one a piece of the vocabulary. Valid until <see cref="Advance"/>.</summary>
    public ReadOnlySpan<float> Logits => _logits;

    /// <summary>Where the decoder looks for the next token: the mean of the alignment heads, a weight for each encoder state.</summary>
    /// <param name="weights">As many as the stretch has states.</param>
    public void CopyAttention(Span<float> weights)
    {
        MoonshineModel model = _speech.Model;
        weights.Clear();
        int firstAttention = 1 + 2 * model.Shape.Layers;
        foreach ((int layer, int head) in model.Shape.AlignmentHeads)
        {
            ReadOnlySpan<float> heads = _lastStep.Output(firstAttention + model.AttentionLayers.IndexOf(layer));
            TensorPrimitives.Add(weights, heads.Slice(head * weights.Length, weights.Length), weights);
        }

        TensorPrimitives.Divide(weights, model.Shape.AlignmentHeads.Length, weights);
    }

    /// <summary>Takes a token as said and asks for the one after it.</summary>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public void Advance(int token)
    {
        _token.Elements[0] = token;
        if (ReferenceEquals(_lastStep, _nextStep))
        {
            for (int layer = 0; layer < _speech.Model.Shape.Layers; layer++)
            {
                _nextStep.CarryOutput(1 + 2 * layer, 2 + 4 * layer);
                _nextStep.CarryOutput(2 + 2 * layer, 3 + 4 * layer);
            }
        }

        _nextStep.Run();
        _lastStep = _nextStep;
        ProjectState();
    }

    public void Dispose()
    {
        _nextStep.Dispose();
        _token.Dispose();
    }

    private void ProjectState() => _speech.Model.Embeddings.Project(_lastStep.Output(0), _logits);
}

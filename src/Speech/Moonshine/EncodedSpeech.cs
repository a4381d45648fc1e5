using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// A stretch of audio as the decoder sees it: encoded, and the first step (on the start token) taken, which every reading of it shares.
/// Owned by one thread; must outlive its readings.
/// </summary>
internal sealed class EncodedSpeech : IDisposable
{
    private readonly OrtTensor<float> _samples;
    private readonly OrtTensor<long> _startToken;
    private readonly OrtCall _encoder;
    private readonly OrtCall _firstStep;

    /// <param name="samples">Mono PCM at 16 kHz in [-1, 1], not empty.</param>
    /// <param name="gain">What each sample is multiplied by: the model hears best at one level.</param>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public EncodedSpeech(MoonshineModel model, ReadOnlySpan<float> samples, float gain)
    {
        Model = model;
        SampleCount = samples.Length;
        _samples = model.Runtime.CreateTensor<float>(1, samples.Length);
        TensorPrimitives.Multiply(samples, gain, _samples.Elements);
        _encoder = new OrtCall(model.EncoderSignature);
        _encoder.SetInput(0, _samples);
        _encoder.Run();
        StateCount = _encoder.Output(0).Length / model.Shape.StateSize;

        _startToken = model.Runtime.CreateTensor<long>(1, 1);
        _startToken.Elements[0] = MoonshineShape.StartToken;
        _firstStep = new OrtCall(model.FirstStepSignature);
        _firstStep.SetInput(0, _startToken);
        LendStates(_firstStep, 1);
        int caches = 4 * model.Shape.Layers;
        for (int i = 0; i < caches; i++)
        {
            _firstStep.SetInput(2 + i, model.NoPast);
        }

        _firstStep.SetInput(2 + caches, model.NoCache);
        _firstStep.Run();
    }

    public MoonshineModel Model { get; }

    public int SampleCount { get; }

    /// <summary>Encoder states, some 24 ms each, evenly over the samples.</summary>
    public int StateCount { get; }

    /// <summary>The elements of the states from one up to, not including, another.</summary>
    public ReadOnlySpan<float> StatesOf(int start, int end) =>
        _encoder.Output(0)[(start * Model.Shape.StateSize)..(end * Model.Shape.StateSize)];

    internal OrtCall FirstStep => _firstStep;

    /// <summary>Lets a call read the states; this object must outlive its use.</summary>
    internal void LendStates(OrtCall to, int input) => _encoder.LendOutput(0, to, input);

    /// <summary>Makes a call for the step after the first one, its caches still in this object's hands.</summary>
    internal OrtCall CreateNextStep()
    {
        var next = new OrtCall(Model.NextStepSignature);
        LendStates(next, 1);
        int layers = Model.Shape.Layers;
        int encoderCaches = 1 + 2 * layers + Model.AttentionLayers.Length;
        for (int layer = 0; layer < layers; layer++)
        {
            _firstStep.LendOutput(1 + 2 * layer, next, 2 + 4 * layer);
            _firstStep.LendOutput(2 + 2 * layer, next, 3 + 4 * layer);
            _firstStep.LendOutput(encoderCaches + 2 * layer, next, 4 + 4 * layer);
            _firstStep.LendOutput(encoderCaches + 2 * layer + 1, next, 5 + 4 * layer);
        }

        next.SetInput(2 + 4 * layers, Model.WithCache);
        return next;
    }

    public void Dispose()
    {
        _firstStep.Dispose();
        _encoder.Dispose();
        _startToken.Dispose();
        _samples.Dispose();
    }
}

using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>
/// Tells, frame by frame, how probable speech is: Silero's model with the state of one call. Some 0.1 ms a frame, no allocation.
/// Not thread-safe; made by <see cref="SpeechEngine"/>.
/// </summary>
public sealed class VoiceActivityDetector : IDisposable
{
    /// <summary>Samples a second that the detector takes.</summary>
    public const int SampleRate = 16_000;

    /// <summary>Samples a frame: 32 ms.</summary>
    public const int FrameLength = 512;

    // The model wants the last samples of the frame before in front of each frame.
    private const int ContextLength = 64;
    private const int StateLength = 128;

    private readonly OrtTensor<float> _input;
    private readonly OrtTensor<float> _probability;
    private readonly OrtTensor<float>[] _states;
    private readonly OrtCall _call;
    private int _current;

    internal VoiceActivityDetector(SileroModel model)
    {
        _input = model.Runtime.CreateTensor<float>(1, ContextLength + FrameLength);
        _probability = model.Runtime.CreateTensor<float>(1, 1);
        _states = [model.Runtime.CreateTensor<float>(2, 1, StateLength), model.Runtime.CreateTensor<float>(2, 1, StateLength)];
        _call = new OrtCall(model.Signature);
        _call.SetInput(0, _input);
        _call.SetInput(2, model.SampleRate);
        _call.SetOutput(0, _probability);
    }

    /// <summary>Hears the next frame.</summary>
    /// <param name="frame"><see cref="FrameLength"/> samples of mono PCM in [-1, 1].</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public float Detect(ReadOnlySpan<float> frame)
    {
        if (frame.Length != FrameLength)
        {
            throw new ArgumentException($"A frame has {FrameLength} samples.", nameof(frame));
        }

        Span<float> input = _input.Elements;
        input[FrameLength..].CopyTo(input);
        frame.CopyTo(input[ContextLength..]);
        _call.SetInput(1, _states[_current]);
        _call.SetOutput(1, _states[1 - _current]);
        _call.Run();
        _current = 1 - _current;
        return _probability.Elements[0];
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        _input.Elements.Clear();
        _states[_current].Elements.Clear();
    }

    public void Dispose()
    {
        _call.Dispose();
        _input.Dispose();
        _probability.Dispose();
        _states[0].Dispose();
        _states[1].Dispose();
    }
}

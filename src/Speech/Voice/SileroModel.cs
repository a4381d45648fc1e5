using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>The loaded Silero model (version 5), shared by all calls' detectors.</summary>
internal sealed class SileroModel : IDisposable
{
    private readonly OrtSession _session;

    /// <exception cref="SpeechException">The file is missing or is not the model.</exception>
    public SileroModel(OrtRuntime runtime, string path)
    {
        Runtime = runtime;
        _session = runtime.LoadModel(path);
        Signature = new OrtSignature(_session, ["input", "state", "sr"], ["output", "stateN"]);
        SampleRate = runtime.CreateTensor<long>();
        SampleRate.Elements[0] = VoiceActivityDetector.SampleRate;
    }

    public OrtRuntime Runtime { get; }

    public OrtSignature Signature { get; }

    public OrtTensor<long> SampleRate { get; }

    public void Dispose()
    {
        SampleRate.Dispose();
        _session.Dispose();
    }
}

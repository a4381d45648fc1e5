using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Moonshine;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech;

/// <summary>The loaded models, one set for all calls: makes a voice detector a call and the one transcriber. Safe from several threads.</summary>
public sealed class SpeechEngine : IDisposable
{
    private readonly OrtRuntime _runtime;
    private readonly SileroModel _silero;
    private readonly MoonshineModel _moonshine;

    private SpeechEngine(OrtRuntime runtime, SileroModel silero, MoonshineModel moonshine)
    {
        _runtime = runtime;
        _silero = silero;
        _moonshine = moonshine;
        Transcriber = new MoonshineTranscriber(moonshine, ClearanceThresholds.Default);
    }

    /// <summary>The one transcriber of all calls.</summary>
    public ITranscriber Transcriber { get; }

    internal MoonshineModel Moonshine => _moonshine;

    /// <summary>Prepares the models if that is still to be done, and loads them: about a second.</summary>
    /// <exception cref="SpeechException">A file is missing or is not the published one.</exception>
    public static SpeechEngine Load(ModelAssets assets, MoonshineSize size)
    {
        ModelPreparation.EnsurePrepared(assets);
        var runtime = new OrtRuntime(assets.OnnxRuntimeLibrary);
        return new SpeechEngine(runtime, new SileroModel(runtime, assets.VoiceDetector), new MoonshineModel(runtime, assets, size));
    }

    /// <summary>A detector for one call; the caller disposes it, before the engine.</summary>
    public VoiceActivityDetector CreateVoiceActivityDetector() => new(_silero);

    public void Dispose()
    {
        _moonshine.Dispose();
        _silero.Dispose();
        _runtime.Dispose();
    }
}

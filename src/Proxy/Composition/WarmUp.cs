using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Files;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>Clears a recording of the product's own before the first call: code is compiled when it first runs, and no caller shall wait for that.</summary>
internal static class WarmUp
{
    private static readonly string Recording = Path.Combine(AppContext.BaseDirectory, "Sounds", "apology.wav");

    /// <summary>Takes about a second. Nothing of it is audited or sent.</summary>
    /// <exception cref="Speech.SpeechException">The speech models cannot be run.</exception>
    /// <exception cref="IOException">The recording, a part of the product, is missing.</exception>
    public static async Task RunAsync(Hearing hearing, CancellationToken cancellationToken)
    {
        var files = new FileClearance(hearing with { Audit = new NoTrail(), TranscriptionPatience = TimeSpan.FromMinutes(1) });
        await files.ClearAsync(WavFile.Read(Recording), TenantPolicy.Defaults, cancellationToken);
    }
}

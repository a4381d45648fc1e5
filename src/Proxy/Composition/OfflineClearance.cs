using System.Diagnostics.CodeAnalysis;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Files;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Queue;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>The way of a live call, wired for recordings: the same speech models, detector and gate; no line, no AI, and no audit log, as nothing leaves.</summary>
internal sealed class OfflineClearance : IDisposable
{
    private readonly SpeechEngine _speech;
    private readonly TranscriptionQueue _transcriptions;

    private OfflineClearance(SpeechEngine speech, TenantPolicy policy)
    {
        _speech = speech;
        Policy = policy;
        Workers = Environment.ProcessorCount;
        _transcriptions = new TranscriptionQueue(speech.Transcriber, new TranscriptionQueueOptions { Workers = Workers }, TimeProvider.System);
        Files = new FileClearance(new Hearing
        {
            CreateVoiceActivityDetector = speech.CreateVoiceActivityDetector,
            Transcriptions = _transcriptions,
            Audit = new NoTrail(),
            TranscriptionPatience = TimeSpan.FromMinutes(10), // nobody is waiting on the line
        });
    }

    public FileClearance Files { get; }

    public TenantPolicy Policy { get; }

    /// <summary>How many recordings it is worth to clear at a time.</summary>
    public int Workers { get; }

    /// <param name="errors">What is missing and what to do.</param>
    public static bool TryOpen(
        TenantPolicy policy, [NotNullWhen(true)] out OfflineClearance? clearance, [NotNullWhen(false)] out string? errors)
    {
        (clearance, errors) = (null, null);
        try
        {
            clearance = Open(policy);
            return true;
        }
        catch (SpeechException exception)
        {
            errors = exception.Message;
            return false;
        }
    }

    /// <exception cref="SpeechException">The models are not here; the message says what to do.</exception>
    public static OfflineClearance Open(TenantPolicy policy) => new(SpeechEngine.Load(ModelAssets.FromEnvironment(), MoonshineSize.Base), policy);

    public void Dispose()
    {
        _transcriptions.Dispose();
        _speech.Dispose();
    }
}

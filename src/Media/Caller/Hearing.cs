using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Speech.Queue;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Media.Caller;

/// <summary>What all calls share to hear and to clear: the speech models, the transcription queue, the detector, the audit trail.</summary>
public sealed record Hearing
{
    public required Func<VoiceActivityDetector> CreateVoiceActivityDetector { get; init; }

    public required TranscriptionQueue Transcriptions { get; init; }

    public TenantDetectors Detectors { get; init; } = new();

    public required IAuditTrail Audit { get; init; }

    public SegmentationOptions Segmentation { get; init; } = new();

    /// <summary>How long a stretch may wait for its transcription; then it leaves as a mask.</summary>
    public TimeSpan TranscriptionPatience { get; init; } = TimeSpan.FromSeconds(2);
}

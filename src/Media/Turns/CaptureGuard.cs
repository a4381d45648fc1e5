using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Keeps back whatever a secure capture touches: while it lasts nothing leaves, and a turn that had begun when it ended is kept to its end.</summary>
internal sealed class CaptureGuard(SecureCapture capture)
{
    private MediaTime _endedAt;

    /// <summary>The capture is over; the caller has been heard up to here.</summary>
    public void End(MediaTime heardTo) => _endedAt = heardTo;

    /// <summary>Whether a decided release is kept from the voice AI.</summary>
    public bool Keeps(PendingRelease pending) => capture.IsActive || pending.Turn.Start < _endedAt;
}

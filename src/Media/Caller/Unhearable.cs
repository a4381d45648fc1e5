using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Media.Caller;

/// <summary>What the line says must not leave, whatever was said there: where a key was pressed, and where packets were lost. Kept for turns that begin later.</summary>
/// <remarks>One loop owns it.</remarks>
internal sealed class Unhearable
{
    /// <summary>A loss at least this long may hide a digit from whoever listens; the concealment has faded out by then.</summary>
    private static readonly MediaTime ShortestLoss = MediaTime.FromMilliseconds(60);

    /// <summary>How far the made-up sound reaches into what stands beside it, and a half-lost sound out of it.</summary>
    private static readonly MediaTime LossGuard = MediaTime.FromMilliseconds(60);

    private readonly List<(MediaInterval Interval, ReleaseReason Reason)> _parts = [];
    private MediaInterval _loss; // packets lost one after the other

    /// <returns>What to withhold.</returns>
    public (MediaInterval Interval, ReleaseReason Reason) AddKey(MediaInterval pressed) => Add(pressed, ReleaseReason.TelephoneEvent);

    /// <param name="lost">Made up; in order of time.</param>
    /// <returns>What to withhold: the whole run of losses that it belongs to; null while that is too short to hide anything.</returns>
    public (MediaInterval Interval, ReleaseReason Reason)? AddLoss(MediaInterval lost)
    {
        _loss = lost.Start <= _loss.End ? _loss.Hull(lost) : lost;
        return _loss.Duration >= ShortestLoss ? Add(_loss.Pad(LossGuard, LossGuard), ReleaseReason.AudioLost) : null;
    }

    /// <summary>What reaches past a turn's start; the rest is forgotten.</summary>
    public IEnumerable<(MediaInterval Interval, ReleaseReason Reason)> From(MediaTime start)
    {
        Forget(start);
        return _parts;
    }

    /// <summary>Forgets what lies before a time.</summary>
    public void Forget(MediaTime before) => _parts.RemoveAll(part => part.Interval.End <= before);

    private (MediaInterval Interval, ReleaseReason Reason) Add(MediaInterval interval, ReleaseReason reason)
    {
        _parts.RemoveAll(part => part.Reason == reason && part.Interval.Start == interval.Start); // told of again, longer
        _parts.Add((interval, reason));
        return (interval, reason);
    }
}

using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>Tells speech from silence by loudness alone: enough for a client that leaves turns to the server. Touches no clock; time is samples.</summary>
internal sealed class TurnDetector
{
    private const double SpeechAtHalf = -38; // dBov at the default threshold
    private const double DecibelsPerThreshold = 40;
    private static readonly MediaTime Window = MediaTime.FromMilliseconds(20);
    private static readonly MediaTime Onset = MediaTime.FromMilliseconds(60);

    private readonly List<short> _pending = [];
    private MediaTime _loud;
    private MediaTime _quiet;

    public enum Change
    {
        SpeechStarted,
        SpeechStopped,
    }

    /// <summary>Since the connection's first sample.</summary>
    public MediaTime Position { get; private set; }

    public bool IsSpeech { get; private set; }

    /// <summary>Takes samples in order; gives what changed, in order, each while <see cref="Position"/> stands there.</summary>
    public IEnumerable<Change> Take(ReadOnlyMemory<short> samples, int rate, TurnDetectionSettings settings)
    {
        _pending.AddRange(samples.Span);
        var window = (int)Window.ToSamples(rate);
        while (_pending.Count >= window)
        {
            var isLoud = AudioLevel.RmsDbov(_pending.GetRange(0, window).ToArray()) > SpeechAtHalf + ((settings.Threshold - 0.5) * DecibelsPerThreshold);
            _pending.RemoveRange(0, window);
            Position += Window;
            (_loud, _quiet) = isLoud ? (_loud + Window, MediaTime.Zero) : (MediaTime.Zero, _quiet + Window);
            if (!IsSpeech && _loud >= Onset)
            {
                IsSpeech = true;
                yield return Change.SpeechStarted;
            }
            else if (IsSpeech && _quiet >= MediaTime.FromTimeSpan(settings.Silence))
            {
                IsSpeech = false;
                yield return Change.SpeechStopped;
            }
        }
    }
}

using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>Decides when the caller's turn begins and ends. Takes the voice detector's frames in order; one a call; touches no clock; not thread-safe.</summary>
public sealed class Endpointer(EndpointingOptions options)
{
    private readonly MediaTime _onset = MediaTime.FromTimeSpan(options.Onset);
    private readonly MediaTime _longestTurn = MediaTime.FromTimeSpan(options.LongestTurn);
    private MediaTime? _runStart; // since when every frame has been speech

    /// <summary>Since when the caller has been speaking; null when it is not their turn.</summary>
    public MediaTime? TurnStart { get; private set; }

    /// <summary>Where the last speech of the turn ended.</summary>
    public MediaTime SpeechEnd { get; private set; }

    /// <summary>How long it has been silent since the turn's last speech; zero when there is no turn.</summary>
    public MediaTime Silence { get; private set; }

    /// <summary>Silence of this length ends the turn. May be changed while the caller pauses, as what was said becomes known; speech sets it back.</summary>
    public MediaTime Patience { get; set; } = MediaTime.FromTimeSpan(options.EndSilence);

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">When it was heard; begins where the last one ended.</param>
    /// <param name="speechProbability">The voice detector's, 0 to 1.</param>
    public EndpointEvent Add(MediaInterval frame, float speechProbability)
    {
        if (speechProbability >= options.SpeechAbove)
        {
            _runStart ??= frame.Start;
            (SpeechEnd, Patience) = (frame.End, MediaTime.FromTimeSpan(options.EndSilence));
        }
        else
        {
            _runStart = null;
        }

        if (TurnStart is not { } turnStart)
        {
            if (_runStart is not { } runStart || frame.End - runStart < _onset)
            {
                return EndpointEvent.None;
            }

            (TurnStart, Silence) = (runStart, MediaTime.Zero);
            return EndpointEvent.TurnBegan;
        }

        Silence = frame.End - SpeechEnd;
        if (Silence < Patience && frame.End - turnStart < _longestTurn)
        {
            return EndpointEvent.None;
        }

        (TurnStart, Silence, _runStart) = (null, MediaTime.Zero, null);
        return EndpointEvent.TurnEnded;
    }
}

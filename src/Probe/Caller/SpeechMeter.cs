namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>Tells speech from silence by energy alone, which is enough for a line that carries either. Touches no clock.</summary>
internal sealed class SpeechMeter(double speechLevelDbov, TimeSpan endsAfter)
{
    private const int LoudFramesToStart = 2; // a click is one

    private int _loudFrames;
    private TimeSpan _firstLoud;
    private TimeSpan _lastLoud;

    /// <summary>Whether the other side is speaking.</summary>
    public bool IsSpeech { get; private set; }

    /// <summary>Takes a frame.</summary>
    /// <param name="at">When it began.</param>
    /// <returns>When speech began, if this frame shows it; else null.</returns>
    public TimeSpan? Hear(double levelDbov, TimeSpan at, TimeSpan duration)
    {
        if (levelDbov < speechLevelDbov)
        {
            _loudFrames = 0;
            return null;
        }

        _firstLoud = _loudFrames++ == 0 && !IsSpeech ? at : _firstLoud;
        _lastLoud = at + duration;
        if (IsSpeech || _loudFrames < LoudFramesToStart)
        {
            return null;
        }

        IsSpeech = true;
        return _firstLoud;
    }

    /// <returns>The stretch of speech that is over by now; else null.</returns>
    public HeardSpeech? Advance(TimeSpan now)
    {
        if (!IsSpeech || now - _lastLoud < endsAfter)
        {
            return null;
        }

        IsSpeech = false;
        _loudFrames = 0;
        return new HeardSpeech(_firstLoud, _lastLoud);
    }
}

using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>Where in a stretch's encoder states speech was heard. Immutable.</summary>
internal sealed class VoicedStates
{
    private readonly bool[] _isVoiced;
    private readonly int[] _voicedFrom; // how many voiced states stand at an index or after it
    private readonly MediaTime _start;
    private readonly double _ticksPerState;

    /// <param name="stateCount">Encoder states of the stretch.</param>
    /// <param name="sampleCount">Samples of the stretch at 16 kHz.</param>
    /// <param name="start">When the first sample was heard.</param>
    /// <param name="voiced">Intervals of speech.</param>
    public VoicedStates(int stateCount, int sampleCount, MediaTime start, IReadOnlyList<MediaInterval> voiced)
    {
        _start = start;
        _ticksPerState = (double)MediaTime.FromSamples(sampleCount, VoiceActivityDetector.SampleRate).Ticks / stateCount;
        _isVoiced = new bool[stateCount];
        foreach (MediaInterval interval in voiced)
        {
            int end = Math.Min(stateCount, StateAt(interval.End, roundUp: true));
            for (int state = Math.Max(0, StateAt(interval.Start, roundUp: false)); state < end; state++)
            {
                _isVoiced[state] = true;
            }
        }

        _voicedFrom = new int[stateCount + 1];
        for (int state = stateCount - 1; state >= 0; state--)
        {
            _voicedFrom[state] = _voicedFrom[state + 1] + (_isVoiced[state] ? 1 : 0);
        }

        Last = Array.LastIndexOf(_isVoiced, value: true);
    }

    public int Count => _isVoiced.Length;

    /// <summary>Voiced states in all.</summary>
    public int VoicedCount => _voicedFrom[0];

    /// <summary>The last voiced state; -1 when none is.</summary>
    public int Last { get; }

    public bool this[int state] => _isVoiced[state];

    /// <summary>How many voiced states stand after this one.</summary>
    public int VoicedAfter(int state) => _voicedFrom[Math.Min(Count, state + 1)];

    /// <summary>How many states last as long as this.</summary>
    public int StatesIn(TimeSpan time) => Math.Max(1, (int)Math.Round(MediaTime.FromTimeSpan(time).Ticks / _ticksPerState));

    /// <summary>Cuts what is not voiced off both ends; leaves a span without speech as it is.</summary>
    public (int Start, int End) Trim(int start, int end)
    {
        if (VoicedAfter(start - 1) == VoicedAfter(end - 1))
        {
            return (start, end);
        }

        while (!_isVoiced[start])
        {
            start++;
        }

        while (!_isVoiced[end - 1])
        {
            end--;
        }

        return (start, end);
    }

    /// <summary>When a state begins.</summary>
    public MediaTime TimeOf(int state) => new(_start.Ticks + (long)Math.Round(state * _ticksPerState));

    private int StateAt(MediaTime time, bool roundUp)
    {
        double state = (time - _start).Ticks / _ticksPerState;
        return (int)(roundUp ? Math.Ceiling(state) : Math.Floor(state));
    }
}

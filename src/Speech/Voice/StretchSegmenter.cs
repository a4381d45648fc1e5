using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>
/// Cuts a call's speech into stretches: at pauses, and at the quietest point where no pause comes. Takes the voice detector's frames in order, without gaps.
/// One a call; touches no clock; not thread-safe.
/// </summary>
public sealed class StretchSegmenter(SegmentationOptions options)
{
    private readonly MediaTime _pause = MediaTime.FromTimeSpan(options.Pause);
    private readonly MediaTime _preRoll = MediaTime.FromTimeSpan(options.PreRoll);
    private readonly MediaTime _postRoll = MediaTime.FromTimeSpan(options.PostRoll);
    private readonly MediaTime _foreseenAfter = MediaTime.FromTimeSpan(options.ForeseenAfter);
    private readonly MediaTime _longest = MediaTime.FromTimeSpan(options.LongestStretch);
    private readonly MediaTime _cutWithin = MediaTime.FromTimeSpan(options.CutWithin);
    private readonly List<MediaInterval> _voiced = [];
    private readonly Queue<(MediaInterval Frame, float Power)> _recent = new();
    private bool _isSpeech;
    private MediaTime _now;
    private MediaTime _free; // end of the stretch before

    /// <summary>Where the open stretch begins, its pre-roll included; null while there is silence. What is heard from here on is not transcribed yet.</summary>
    public MediaTime? OpenSince => _voiced.Count == 0 ? null : MediaTime.Max(_free, _voiced[0].Start - _preRoll);

    /// <summary>Since the end of a stretch was foreseen nothing has been said.</summary>
    public bool IsForeseen { get; private set; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">When it was heard; begins where the last one ended.</param>
    /// <param name="speechProbability">The voice detector's, 0 to 1.</param>
    /// <param name="power">Mean square of its samples.</param>
    /// <returns>The stretch that ends with this frame, or null.</returns>
    public SpeechStretch? Add(MediaInterval frame, float speechProbability, float power)
    {
        _now = frame.End;
        Remember(frame, power);
        _isSpeech = speechProbability >= (_isSpeech ? options.SilenceBelow : options.SpeechAbove);
        if (_isSpeech)
        {
            Extend(frame);
            IsForeseen = false;
        }

        if (_voiced.Count == 0)
        {
            return null;
        }

        if (_now - _voiced[^1].End >= _pause)
        {
            return Close(MediaTime.Min(_now, _voiced[^1].End + _postRoll));
        }

        return _now - OpenSince >= _longest ? Close(QuietestPoint()) : null;
    }

    /// <summary>What the open stretch will be if nothing more is said in it: once in every pause that may be its end. Its post-roll may not have been heard yet.</summary>
    /// <returns>Null when there is no such pause, or it was told before.</returns>
    public SpeechStretch? Foresee()
    {
        if (IsForeseen || _voiced.Count == 0 || _now - _voiced[^1].End < _foreseenAfter)
        {
            return null;
        }

        IsForeseen = true;
        return new SpeechStretch(new MediaInterval(OpenSince!.Value, _voiced[^1].End + _postRoll), [.. _voiced]);
    }

    /// <summary>Closes the open stretch: nothing more will be said in it.</summary>
    /// <returns>Null when none is open.</returns>
    public SpeechStretch? Flush() => _voiced.Count == 0 ? null : Close(MediaTime.Min(_now, _voiced[^1].End + _postRoll));

    private void Remember(MediaInterval frame, float power)
    {
        _recent.Enqueue((frame, power));
        while (_recent.Peek().Frame.End <= _now - _cutWithin)
        {
            _recent.Dequeue();
        }
    }

    private void Extend(MediaInterval frame)
    {
        if (_voiced.Count > 0 && _voiced[^1].End == frame.Start)
        {
            _voiced[^1] = new MediaInterval(_voiced[^1].Start, frame.End);
        }
        else
        {
            _voiced.Add(frame);
        }
    }

    // The middle of the quietest of the last frames.
    private MediaTime QuietestPoint()
    {
        MediaInterval quietest = _recent.MinBy(frame => frame.Power).Frame;
        return new MediaTime((quietest.Start.Ticks + quietest.End.Ticks) / 2);
    }

    private SpeechStretch Close(MediaTime end)
    {
        var interval = new MediaInterval(OpenSince!.Value, end);
        ImmutableArray<MediaInterval> inside = [.. _voiced.Select(voiced => voiced.Intersect(interval)).Where(voiced => !voiced.IsEmpty)];
        MediaInterval[] after = [.. _voiced.Select(voiced => new MediaInterval(MediaTime.Max(end, voiced.Start), voiced.End)).Where(voiced => !voiced.IsEmpty)];
        _voiced.Clear();
        _voiced.AddRange(after);
        _free = end;
        return new SpeechStretch(interval, inside);
    }
}

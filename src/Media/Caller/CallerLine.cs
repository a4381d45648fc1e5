using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Queue;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Media.Caller;

/// <summary>
/// The way of the caller's voice, from decoded frames to decided releases: hold, hear, cut into stretches, have them transcribed, and ask the gate.
/// The same for a live call and for a file.
/// </summary>
/// <remarks>One loop owns it; it never waits. <c>notify</c> is called from other threads when a transcription is ready.</remarks>
internal sealed class CallerLine : IDisposable
{
    /// <summary>So many transcriptions failing one after the other mean that the transcriber is gone.</summary>
    private const int FailuresInARow = 2;

    private static readonly MediaTime HoldCapacity = MediaTime.FromSeconds(90);

    private readonly ReleaseContext _context;
    private readonly Hearing _hearing;
    private readonly HoldBuffer _hold;
    private readonly Resampler _toDetector;
    private readonly VoiceActivityDetector _detector;
    private readonly IEntityDetector _identifiers;
    private readonly StretchSegmenter _segmenter;
    private readonly Endpointer _endpointer;
    private readonly float[] _heard = new float[2 * VoiceActivityDetector.FrameLength];
    private readonly StretchTranscriptions _transcriptions;
    private readonly Unhearable _unhearable = new();
    private int _heardCount;
    private long _framesHeard;
    private int _failures;
    private bool _isTurnMeant;
    private bool _backChannelHeard;
    private MediaTime? _turnEndedAt;
    private MediaTime _explainedTo;

    public CallerLine(ReleaseContext context, Hearing hearing, int sampleRate, Action<SessionMail> notify)
    {
        (_context, _hearing) = (context, hearing);
        _hold = new HoldBuffer(sampleRate, HoldCapacity);
        _transcriptions = new StretchTranscriptions(hearing, _hold, () => notify(new Wake()));
        _toDetector = new Resampler(sampleRate, VoiceActivityDetector.SampleRate);
        _segmenter = new StretchSegmenter(hearing.Segmentation);
        _endpointer = new Endpointer(new EndpointingOptions
        {
            EndSilence = context.Policy.Turns.EndSilence,
            LongestTurn = context.Policy.Turns.MaximumTurn,
            Onset = context.Policy.Turns.BargeInAfter,
        });
        _identifiers = hearing.Detectors.For(context.Policy);
        Gate = new ReleaseGate(context, _hold, _identifiers, Conversation, Vault, hearing.Audit);
        AgentText = new AgentTextClearance(_identifiers, Vault, Gate.Writer, context.Policy.Agent.Values);
        _detector = hearing.CreateVoiceActivityDetector(); // last: it alone must be given back
    }

    public Conversation Conversation { get; } = new();

    /// <summary>The end of the last frame.</summary>
    public MediaTime HeardTo => _hold.End;

    public CallVault Vault { get; } = new();

    /// <summary>Told of every transcription, in order: caller content, for whoever drives the line.</summary>
    public Action<Transcription>? Transcribed { get; init; }

    public ReleaseGate Gate { get; }

    /// <summary>Clears what the voice AI says, by the same vault.</summary>
    public AgentTextClearance AgentText { get; }

    /// <summary>When the endpointer decided that the turn which is being cleared was over; null while the caller may go on.</summary>
    public MediaTime? TurnEndedAt => _turnEndedAt;

    /// <summary>How long the caller has been speaking in this turn, pauses within it included; zero when it is not their turn.</summary>
    public MediaTime SpokenFor => _endpointer.TurnStart is { } start ? _endpointer.SpeechEnd - start : MediaTime.Zero;

    /// <summary>Whether a turn that is a mere sign of listening is no turn: nothing of it is decided, and <see cref="TakeBackChannel"/> tells.</summary>
    public bool IgnoresBackChannels { get; set; }

    public bool TranscriberIsFailing => _failures >= FailuresInARow;

    /// <summary>For a driver that has nothing else to do than to wait for it.</summary>
    public Task NextTranscription => _transcriptions.Next;

    /// <summary>Whether something is being transcribed, or is known and has not been taken.</summary>
    public bool IsTranscribing => _transcriptions.Any || !_transcriptions.Next.IsCompleted;

    /// <summary>Hears the next frame.</summary>
    /// <returns>True when the caller has just been speaking for long enough to interrupt.</returns>
    public bool Hear(ReadOnlySpan<short> frame)
    {
        _hold.Append(frame);
        _heardCount += _toDetector.Process(frame, _heard.AsSpan(_heardCount));
        var isOnset = false;
        while (_heardCount >= VoiceActivityDetector.FrameLength)
        {
            isOnset |= Detect(_heard.AsSpan(0, VoiceActivityDetector.FrameLength));
            _heardCount -= VoiceActivityDetector.FrameLength;
            _heard.AsSpan(VoiceActivityDetector.FrameLength, _heardCount).CopyTo(_heard);
        }

        return isOnset;
    }

    /// <summary>A digit was pressed: nothing of its interval leaves.</summary>
    public void HearTelephoneEvent(MediaInterval interval)
    {
        Withhold(_unhearable.AddKey(interval));
    }

    /// <summary>Packets were lost, and what stands in their place was made up. A run of them that may hide something does not leave.</summary>
    /// <param name="lost">In order of time; told of before it can be decided, which is so as nothing is decided before its transcription.</param>
    public void HearLoss(MediaInterval lost)
    {
        if (_unhearable.AddLoss(lost) is { } part)
        {
            Withhold(part);
        }
    }

    /// <summary>There will be no more frames: the turn under way is over.</summary>
    public void EndOfInput()
    {
        _isTurnMeant = true;
        EndTurn(_hold.End);
    }

    /// <summary>The next release that can be decided now.</summary>
    public bool TryDecide([NotNullWhen(true)] out PendingRelease? pending)
    {
        pending = null;
        var isNew = TakeTranscriptions();
        if (!Gate.IsInTurn)
        {
            return false;
        }

        if (_turnEndedAt is { } end && !_transcriptions.ConcernsBefore(end))
        {
            _backChannelHeard = IgnoresBackChannels && TurnContent.IsBackChannel(Gate.Evidence.Words, Gate.Evidence.Voiced);
            if (_backChannelHeard)
            {
                Gate.AbandonTurn();
            }
            else
            {
                pending = Gate.EndTurn(end);
            }

            (_turnEndedAt, _isTurnMeant) = (null, _endpointer.TurnStart is not null);
            BeginNextTurn(end);
            return pending is not null;
        }

        if (_isTurnMeant)
        {
            pending = isNew ? Gate.Advance(_explainedTo) : null;
        }
        else if (!_transcriptions.Any && _segmenter.OpenSince is null)
        {
            Gate.AbandonTurn(); // a sound too short or too faint to be a turn
        }

        return pending is not null;
    }

    /// <summary>Whether a sign of listening has been heard since last time; what had been released of it must be taken back.</summary>
    public bool TakeBackChannel()
    {
        var heard = _backChannelHeard;
        _backChannelHeard = false;
        return heard;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        HoldBuffer {HoldCapacity.TotalSeconds} s
              -> VoiceActivityDetector {VoiceActivityDetector.SampleRate} Hz -> Endpointer {_context.Policy.Turns.EndSilence.TotalMilliseconds} ms
              {_hearing.Transcriptions}, {_hearing.TranscriptionPatience.TotalSeconds} s at most
              -> {_identifiers.GetType().Name} -> ReleaseGate: words from {_context.Policy.Clearance.MinimumWordConfidence}, masks of {_context.Policy.Mask.Sound} -> [D] {_hearing.Audit.GetType().Name}
        """);

    public void Dispose()
    {
        _transcriptions.Dispose();
        _detector.Dispose();
    }

    private bool Detect(ReadOnlySpan<float> samples)
    {
        var frame = new MediaInterval(
            MediaTime.FromSamples(_framesHeard * samples.Length, VoiceActivityDetector.SampleRate),
            MediaTime.FromSamples((_framesHeard + 1) * samples.Length, VoiceActivityDetector.SampleRate));
        _framesHeard++;
        var probability = _detector.Detect(samples);
        var stretch = _segmenter.Add(frame, probability, MeanSquare(samples));
        WeighContent();
        var heard = _endpointer.Add(frame, probability);
        if (!Gate.IsInTurn && (stretch?.Interval.Start ?? _segmenter.OpenSince) is { } start)
        {
            BeginTurn(start);
        }

        if (stretch is not null)
        {
            Transcribe(stretch);
        }
        else if (_segmenter.Foresee() is { } foreseen)
        {
            _transcriptions.Foresee(foreseen);
        }
        else if (!_segmenter.IsForeseen)
        {
            _transcriptions.ForgetForeseen();
        }

        switch (heard)
        {
            case EndpointEvent.TurnBegan:
                _isTurnMeant = true;
                return true;
            case EndpointEvent.TurnEnded:
                EndTurn(frame.End);
                return false;
            default:
                return false;
        }
    }

    private void EndTurn(MediaTime end)
    {
        if (_segmenter.Flush() is { } last)
        {
            Transcribe(last);
        }

        if (Gate.IsInTurn)
        {
            _turnEndedAt ??= end;
        }
    }

    /// <summary>What was said since the turn's end belongs to the next one.</summary>
    private void BeginNextTurn(MediaTime end)
    {
        if ((_transcriptions.OldestStart ?? _segmenter.OpenSince) is { } start)
        {
            BeginTurn(MediaTime.Max(start, end));
        }
    }

    private void BeginTurn(MediaTime start)
    {
        Gate.BeginTurn(start);
        _explainedTo = start;
        foreach (var (interval, reason) in _unhearable.From(start))
        {
            Gate.Evidence.Withhold(interval, reason);
        }
    }

    private void Withhold((MediaInterval Interval, ReleaseReason Reason) part)
    {
        _unhearable.Forget(_hold.Start);
        if (Gate.IsInTurn)
        {
            Gate.Evidence.Withhold(part.Interval, part.Reason);
        }
    }

    private void Transcribe(SpeechStretch stretch)
    {
        if (!_transcriptions.TryAdd(stretch))
        {
            Gate.Evidence.Withhold(stretch.Interval, ReleaseReason.HoldOverflow);
        }
    }

    /// <summary>Silence is waited for as long as what was said asks for.</summary>
    private void WeighContent()
    {
        if (_transcriptions.Foreseen is { } foreseen)
        {
            _endpointer.Patience = PatienceFor([.. Gate.Evidence.Words, .. foreseen.Words]);
        }
        else if (_segmenter.OpenSince is null && !_transcriptions.Any && Gate.Evidence.Words.Count > 0)
        {
            _endpointer.Patience = PatienceFor(Gate.Evidence.Words);
        }
    }

    private MediaTime PatienceFor(IReadOnlyList<TimedWord> words)
    {
        var turns = _context.Policy.Turns;
        return MediaTime.FromTimeSpan(TurnContent.Judge(words) switch
        {
            Completeness.Complete => Shorter(turns.EndSilenceComplete, turns.EndSilence),
            Completeness.Unfinished => Longer(turns.EndSilenceUnfinished, turns.EndSilence),
            _ => turns.EndSilence,
        });
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <returns>Whether anything new is known.</returns>
    private bool TakeTranscriptions()
    {
        var isNew = false;
        while (_transcriptions.TryTake(_turnEndedAt ?? MediaTime.MaxValue, out var stretch, out var outcome))
        {
            foreach (var voiced in stretch.Voiced)
            {
                Gate.Evidence.AddVoiced(voiced);
            }

            if (outcome.Transcription is { } transcription)
            {
                Gate.Evidence.Add(transcription);
                Transcribed?.Invoke(transcription);
                _failures = 0;
            }
            else
            {
                Gate.Evidence.Withhold(stretch.Interval, ReasonFor(outcome.Missed));
                _failures++;
            }

            (_explainedTo, isNew) = (stretch.Interval.End, true);
        }

        return isNew;
    }

    private static ReleaseReason ReasonFor(MissReason missed) => missed switch
    {
        MissReason.QueueFull => ReleaseReason.TranscriberFull,
        MissReason.Late => ReleaseReason.TranscriberLate,
        _ => ReleaseReason.TranscriberFailed,
    };

    private static float MeanSquare(ReadOnlySpan<float> samples)
    {
        var sum = 0f;
        foreach (var sample in samples)
        {
            sum += sample * sample;
        }

        return sum / samples.Length;
    }
}

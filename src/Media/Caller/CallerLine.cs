using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Sessions;
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
    private readonly Action<SessionMail> _notify;
    private readonly HoldBuffer _hold;
    private readonly Resampler _toDetector;
    private readonly VoiceActivityDetector _detector;
    private readonly IEntityDetector _identifiers;
    private readonly StretchSegmenter _segmenter;
    private readonly Endpointer _endpointer;
    private readonly float[] _heard = new float[2 * VoiceActivityDetector.FrameLength];
    private readonly Queue<(SpeechStretch Stretch, Task<TranscriptionOutcome> Outcome)> _transcribing = new();
    private readonly Unhearable _unhearable = new();
    private readonly CancellationTokenSource _stop = new();
    private int _heardCount;
    private long _framesHeard;
    private int _failures;
    private bool _isTurnMeant;
    private MediaTime? _turnEndedAt;
    private MediaTime _explainedTo;

    public CallerLine(ReleaseContext context, Hearing hearing, int sampleRate, Action<SessionMail> notify)
    {
        (_context, _hearing, _notify) = (context, hearing, notify);
        _hold = new HoldBuffer(sampleRate, HoldCapacity);
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

    public bool TranscriberIsFailing => _failures >= FailuresInARow;

    /// <summary>Transcriptions under way, oldest first; for a driver that has nothing else to do than to wait for them.</summary>
    public Task NextTranscription => _transcribing.TryPeek(out var next) ? next.Outcome : Task.CompletedTask;

    public bool IsTranscribing => _transcribing.Count > 0;

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

        if (_turnEndedAt is { } end && !(_transcribing.TryPeek(out var next) && IsBefore(next.Stretch, end)))
        {
            pending = Gate.EndTurn(end);
            (_turnEndedAt, _isTurnMeant) = (null, _endpointer.TurnStart is not null);
            BeginNextTurn(end);
            return true;
        }

        if (_isTurnMeant)
        {
            pending = isNew ? Gate.Advance(_explainedTo) : null;
        }
        else if (_transcribing.Count == 0 && _segmenter.OpenSince is null)
        {
            Gate.AbandonTurn(); // a sound too short or too faint to be a turn
        }

        return pending is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        HoldBuffer {HoldCapacity.TotalSeconds} s
              -> VoiceActivityDetector {VoiceActivityDetector.SampleRate} Hz -> Endpointer {_context.Policy.Turns.EndSilence.TotalMilliseconds} ms
              {_hearing.Transcriptions}, {_hearing.TranscriptionPatience.TotalSeconds} s at most
              -> {_identifiers.GetType().Name} -> ReleaseGate: words from {_context.Policy.Clearance.MinimumWordConfidence}, masks of {_context.Policy.Mask.Sound} -> [D] {_hearing.Audit.GetType().Name}
        """);

    public void Dispose()
    {
        _stop.Cancel();
        _detector.Dispose();
        _stop.Dispose();
    }

    private bool Detect(ReadOnlySpan<float> samples)
    {
        var frame = new MediaInterval(
            MediaTime.FromSamples(_framesHeard * samples.Length, VoiceActivityDetector.SampleRate),
            MediaTime.FromSamples((_framesHeard + 1) * samples.Length, VoiceActivityDetector.SampleRate));
        _framesHeard++;
        var probability = _detector.Detect(samples);
        var stretch = _segmenter.Add(frame, probability, MeanSquare(samples));
        var heard = _endpointer.Add(frame, probability);
        if (!Gate.IsInTurn && (stretch?.Interval.Start ?? _segmenter.OpenSince) is { } start)
        {
            BeginTurn(start);
        }

        if (stretch is not null)
        {
            Transcribe(stretch);
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
        if ((_transcribing.TryPeek(out var next) ? next.Stretch.Interval.Start : _segmenter.OpenSince) is { } start)
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

    private static bool IsBefore(SpeechStretch stretch, MediaTime end) => stretch.Voiced[0].Start < end;

    private void Transcribe(SpeechStretch stretch)
    {
        // The pre-roll may reach into the turn before, which has been decided and forgotten.
        var interval = stretch.Interval with { Start = MediaTime.Max(stretch.Interval.Start, _hold.Start) };
        var samples = new short[Math.Max(0, interval.End.ToSamples(_hold.SampleRate) - interval.Start.ToSamples(_hold.SampleRate))];
        if (interval.Start > stretch.Voiced[0].Start || !_hold.TryCopy(interval, samples))
        {
            Gate.Evidence.Withhold(stretch.Interval, ReleaseReason.HoldOverflow);
            return;
        }

        var outcome = _hearing.Transcriptions.TranscribeAsync(
            new TranscriptionRequest
            {
                Samples = Resampler.ConvertToFloat(samples, _hold.SampleRate, VoiceActivityDetector.SampleRate),
                Start = interval.Start,
                Voiced = stretch.Voiced,
                Patience = _hearing.TranscriptionPatience,
            },
            _stop.Token);
        _transcribing.Enqueue((stretch, outcome));
        _ = outcome.ContinueWith(
            _ => _notify(new Wake()), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <returns>Whether anything new is known.</returns>
    private bool TakeTranscriptions()
    {
        var isNew = false;
        while (_transcribing.TryPeek(out var next) && next.Outcome.IsCompletedSuccessfully && IsBefore(next.Stretch, _turnEndedAt ?? MediaTime.MaxValue))
        {
            _transcribing.Dequeue();
            var (stretch, outcome) = (next.Stretch, next.Outcome.GetAwaiter().GetResult());
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

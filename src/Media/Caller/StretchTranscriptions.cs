using System.Diagnostics.CodeAnalysis;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Queue;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Media.Caller;

/// <summary>
/// The transcriptions under way, oldest first. One is begun as soon as the caller pauses, before it is known that the stretch is over: what was said is then
/// known by the time at which the turn may be, and nothing is transcribed twice unless the caller goes on.
/// </summary>
/// <remarks>One loop owns it; it never waits. <c>notify</c> is called from other threads when a transcription is ready.</remarks>
internal sealed class StretchTranscriptions(Hearing hearing, HoldBuffer hold, Action notify) : IDisposable
{
    private readonly Queue<(SpeechStretch Stretch, Task<TranscriptionOutcome> Outcome)> _underWay = new();
    private readonly CancellationTokenSource _stop = new();
    private (SpeechStretch Stretch, Task<TranscriptionOutcome> Outcome, CancellationTokenSource Unwanted)? _foreseen;

    public bool Any => _underWay.Count > 0;

    /// <summary>Where the oldest begins; null when none is under way.</summary>
    public MediaTime? OldestStart => _underWay.TryPeek(out var oldest) ? oldest.Stretch.Interval.Start : null;

    /// <summary>Completes with the oldest, and with the one that was begun in case; for a driver that has nothing else to do than to wait.</summary>
    public Task Next => _foreseen is { Outcome.IsCompleted: false } foreseen ? foreseen.Outcome : _underWay.TryPeek(out var oldest) ? oldest.Outcome : Task.CompletedTask;

    /// <summary>What has been said in the stretch that the caller has paused in; null while it is not known, or the caller speaks.</summary>
    public Transcription? Foreseen => _foreseen is { Outcome: { IsCompletedSuccessfully: true } outcome } ? outcome.GetAwaiter().GetResult().Transcription : null;

    /// <summary>Whether the oldest concerns what was said before a time.</summary>
    public bool ConcernsBefore(MediaTime time) => _underWay.TryPeek(out var oldest) && IsBefore(oldest.Stretch, time);

    /// <summary>The caller pauses: begins in case this is all.</summary>
    /// <param name="stretch">As it will be then.</param>
    public void Foresee(SpeechStretch stretch)
    {
        ForgetForeseen();
        var unwanted = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (TryBegin(stretch, unwanted.Token, out var outcome))
        {
            _foreseen = (stretch, outcome, unwanted);
        }
        else
        {
            unwanted.Dispose();
        }
    }

    /// <summary>The caller has gone on after all.</summary>
    public void ForgetForeseen()
    {
        _foreseen?.Unwanted.Cancel();
        _foreseen?.Unwanted.Dispose();
        _foreseen = null;
    }

    /// <summary>A stretch is over.</summary>
    /// <returns>False when it is no longer held.</returns>
    public bool TryAdd(SpeechStretch stretch)
    {
        if (_foreseen is { } foreseen && IsSame(foreseen.Stretch, stretch))
        {
            _underWay.Enqueue((stretch, foreseen.Outcome));
            _foreseen = null; // its token source lives on with the transcription
            return true;
        }

        ForgetForeseen();
        if (!TryBegin(stretch, _stop.Token, out var outcome))
        {
            return false;
        }

        _underWay.Enqueue((stretch, outcome));
        return true;
    }

    /// <summary>The oldest, when it is ready and concerns what was said before a time.</summary>
    public bool TryTake(MediaTime before, out SpeechStretch stretch, out TranscriptionOutcome outcome)
    {
        (stretch, outcome) = (null!, null!);
        if (!ConcernsBefore(before) || !_underWay.Peek().Outcome.IsCompletedSuccessfully)
        {
            return false;
        }

        (stretch, var task) = _underWay.Dequeue();
        outcome = task.GetAwaiter().GetResult();
        return true;
    }

    public void Dispose()
    {
        ForgetForeseen();
        _stop.Cancel();
        _stop.Dispose();
    }

    private int LengthOf(MediaInterval interval) => (int)Math.Max(0, interval.End.ToSamples(hold.SampleRate) - interval.Start.ToSamples(hold.SampleRate));

    /// <summary>Of a post-roll that has not been heard yet it is taken that it sounds like the silence so far.</summary>
    private static void Mirror(Span<short> samples, int heard)
    {
        for (var at = heard; at < samples.Length; at++)
        {
            samples[at] = samples[Math.Max(0, (2 * heard) - at - 1)];
        }
    }

    private static bool IsBefore(SpeechStretch stretch, MediaTime time) => stretch.Voiced[0].Start < time;

    private static bool IsSame(SpeechStretch foreseen, SpeechStretch stretch) =>
        foreseen.Interval == stretch.Interval && foreseen.Voiced.SequenceEqual(stretch.Voiced);

    /// <returns>False when not all of the stretch is held.</returns>
    private bool TryBegin(SpeechStretch stretch, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<TranscriptionOutcome>? outcome)
    {
        // The pre-roll may reach into the turn before, which has been decided and forgotten.
        var interval = stretch.Interval with { Start = MediaTime.Max(stretch.Interval.Start, hold.Start) };
        var heard = interval with { End = MediaTime.Min(interval.End, hold.End) };
        var samples = new short[LengthOf(interval)];
        if (interval.Start > stretch.Voiced[0].Start || !hold.TryCopy(heard, samples.AsSpan(0, LengthOf(heard))))
        {
            outcome = null;
            return false;
        }

        Mirror(samples, LengthOf(heard));
        outcome = hearing.Transcriptions.TranscribeAsync(
            new TranscriptionRequest
            {
                Samples = Resampler.ConvertToFloat(samples, hold.SampleRate, VoiceActivityDetector.SampleRate),
                Start = interval.Start,
                Voiced = stretch.Voiced,
                Patience = hearing.TranscriptionPatience,
            },
            cancellationToken);
        _ = outcome.ContinueWith(_ => notify(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return true;
    }
}

using System.Collections.Concurrent;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Queue;

namespace CompliantVoiceProxy.Speech.Tests.Queue;

public sealed class TranscriptionQueueTests : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private readonly ManualTime _time = new();
    private readonly ScriptedTranscriber _transcriber = new();

    public void Dispose() => _transcriber.Dispose();

    [Fact]
    public async Task A_request_gets_its_transcription()
    {
        using TranscriptionQueue queue = CreateQueue();

        TranscriptionOutcome outcome = await queue.TranscribeAsync(Request(7), CancellationToken.None);

        outcome.Missed.Should().Be(MissReason.None);
        outcome.Transcription!.Interval.Start.Should().Be(new MediaTime(7));
    }

    [Fact]
    public async Task The_most_urgent_request_is_transcribed_first()
    {
        using TranscriptionQueue queue = CreateQueue();
        Task<TranscriptionOutcome> first = await OccupyWorkerAsync(queue);
        Task<TranscriptionOutcome>[] others =
        [
            queue.TranscribeAsync(Request(30, patience: 30 * _second), CancellationToken.None),
            queue.TranscribeAsync(Request(10, patience: 10 * _second), CancellationToken.None),
            queue.TranscribeAsync(Request(20, patience: 20 * _second), CancellationToken.None),
        ];

        _transcriber.Resume();
        await Task.WhenAll([first, .. others]);

        _transcriber.Heard.Should().Equal(0, 10, 20, 30);
    }

    [Fact]
    public async Task A_request_beyond_the_capacity_is_refused_at_once()
    {
        using TranscriptionQueue queue = CreateQueue(capacity: 2);
        await OccupyWorkerAsync(queue);
        _ = queue.TranscribeAsync(Request(1), CancellationToken.None);
        _ = queue.TranscribeAsync(Request(2), CancellationToken.None);

        TranscriptionOutcome refused = await queue.TranscribeAsync(Request(3), CancellationToken.None);

        refused.Missed.Should().Be(MissReason.QueueFull);
        queue.Waiting.Should().Be(2);
        _transcriber.Resume();
    }

    [Fact]
    public async Task Requests_that_were_given_up_make_room_for_others()
    {
        using TranscriptionQueue queue = CreateQueue(capacity: 1);
        await OccupyWorkerAsync(queue);
        Task<TranscriptionOutcome> late = queue.TranscribeAsync(Request(1, patience: _second), CancellationToken.None);
        _time.Advance(_second);
        Task<TranscriptionOutcome> next = queue.TranscribeAsync(Request(2), CancellationToken.None);

        _transcriber.Resume();

        (await late).Missed.Should().Be(MissReason.Late);
        (await next).Missed.Should().Be(MissReason.None);
        _transcriber.Heard.Should().Equal(0, 2);
    }

    [Fact]
    public async Task A_transcription_that_is_not_ready_in_time_is_late_and_its_worker_is_told_to_stop()
    {
        using TranscriptionQueue queue = CreateQueue();
        Task<TranscriptionOutcome> slow = await OccupyWorkerAsync(queue, patience: 2 * _second);

        _time.Advance(2 * _second);

        (await slow).Missed.Should().Be(MissReason.Late);
        await _transcriber.ToldToStop;
        (await queue.TranscribeAsync(Request(1), CancellationToken.None)).Missed.Should().Be(MissReason.None, "the worker has come back");
    }

    [Fact]
    public async Task A_transcriber_that_throws_fails_its_request_alone()
    {
        using TranscriptionQueue queue = CreateQueue();
        _transcriber.FailureAt = 4;

        TranscriptionOutcome failed = await queue.TranscribeAsync(Request(4), CancellationToken.None);
        TranscriptionOutcome next = await queue.TranscribeAsync(Request(5), CancellationToken.None);

        failed.Missed.Should().Be(MissReason.Failed);
        failed.Transcription.Should().BeNull();
        next.Missed.Should().Be(MissReason.None);
    }

    [Fact]
    public async Task A_worker_that_hangs_is_given_up_counted_and_replaced()
    {
        using TranscriptionQueue queue = CreateQueue();
        _transcriber.IgnoresCancellation = true;
        Task<TranscriptionOutcome> hung = await OccupyWorkerAsync(queue);
        Task<TranscriptionOutcome> next = queue.TranscribeAsync(Request(1), CancellationToken.None);

        _time.Advance(10 * _second);

        (await hung).Missed.Should().Be(MissReason.Hung);
        (await next).Missed.Should().Be(MissReason.None);
        queue.HungWorkers.Should().Be(1);
        queue.IsWhole.Should().BeTrue();
        _transcriber.Resume();
    }

    [Fact]
    public async Task Workers_are_not_replaced_without_end()
    {
        using TranscriptionQueue queue = CreateQueue(replacements: 0);
        _transcriber.IgnoresCancellation = true;
        Task<TranscriptionOutcome> hung = await OccupyWorkerAsync(queue);

        _time.Advance(10 * _second);
        Task<TranscriptionOutcome> next = queue.TranscribeAsync(Request(1, patience: _second), CancellationToken.None);
        _time.Advance(_second);

        (await hung).Missed.Should().Be(MissReason.Hung);
        (await next).Missed.Should().Be(MissReason.Late);
        queue.IsWhole.Should().BeFalse();
        _transcriber.Resume();
    }

    [Fact]
    public async Task A_call_that_ends_cancels_its_requests_waiting_or_running()
    {
        using TranscriptionQueue queue = CreateQueue();
        using var call = new CancellationTokenSource();
        Task<TranscriptionOutcome> running = await OccupyWorkerAsync(queue, call: call);
        Task<TranscriptionOutcome> waiting = queue.TranscribeAsync(Request(1), call.Token);

        await call.CancelAsync();

        (await running).Missed.Should().Be(MissReason.Cancelled);
        (await waiting).Missed.Should().Be(MissReason.Cancelled);
    }

    [Fact]
    public async Task A_queue_that_is_disposed_cancels_everything()
    {
        TranscriptionQueue queue = CreateQueue();
        Task<TranscriptionOutcome> running = await OccupyWorkerAsync(queue);
        Task<TranscriptionOutcome> waiting = queue.TranscribeAsync(Request(1), CancellationToken.None);

        queue.Dispose();

        (await running).Missed.Should().Be(MissReason.Cancelled);
        (await waiting).Missed.Should().Be(MissReason.Cancelled);
        (await queue.TranscribeAsync(Request(2), CancellationToken.None)).Missed.Should().Be(MissReason.Cancelled);
    }

    [Fact]
    public async Task Workers_transcribe_side_by_side()
    {
        using TranscriptionQueue queue = CreateQueue(workers: 2);
        await OccupyWorkerAsync(queue);

        TranscriptionOutcome other = await queue.TranscribeAsync(Request(1), CancellationToken.None);

        other.Missed.Should().Be(MissReason.None, "the first worker is still at its stretch");
        _transcriber.Resume();
    }

    private TranscriptionQueue CreateQueue(int workers = 1, int capacity = 8, int replacements = 2) =>
        new(
            _transcriber,
            new TranscriptionQueueOptions { Workers = workers, Capacity = capacity, HungAfter = 10 * _second, MostReplacements = replacements },
            _time);

    // Start 0 is where the transcriber waits until it is told to go on.
    private async Task<Task<TranscriptionOutcome>> OccupyWorkerAsync(
        TranscriptionQueue queue, TimeSpan? patience = null, CancellationTokenSource? call = null)
    {
        Task<TranscriptionOutcome> outcome = queue.TranscribeAsync(Request(0, patience), call?.Token ?? CancellationToken.None);
        await _transcriber.Entered;
        return outcome;
    }

    private static TranscriptionRequest Request(long start, TimeSpan? patience = null) => new()
    {
        Samples = new float[160],
        Start = new MediaTime(start),
        Voiced = [],
        Patience = patience ?? 60 * _second,
    };

    private sealed class ScriptedTranscriber : ITranscriber, IDisposable
    {
        private readonly ManualResetEventSlim _resume = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _toldToStop = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<long> Heard { get; } = new();

        public long FailureAt { get; set; } = -1;

        public bool IgnoresCancellation { get; set; }

        public Task Entered => _entered.Task;

        public Task ToldToStop => _toldToStop.Task;

        public void Resume() => _resume.Set();

        public Transcription Transcribe(
            ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced, CancellationToken cancellationToken)
        {
            Heard.Enqueue(start.Ticks);
            if (start.Ticks == FailureAt)
            {
                throw new InvalidOperationException("as scripted");
            }

            if (start.Ticks == 0)
            {
                _entered.TrySetResult();
                using CancellationTokenRegistration told = cancellationToken.Register(() => _toldToStop.TrySetResult());
                _resume.Wait(IgnoresCancellation ? CancellationToken.None : cancellationToken);
            }

            return new Transcription { Interval = new MediaInterval(start, start), Words = [], Doubts = TranscriptDoubts.None };
        }

        public void Dispose() => _resume.Set();
    }
}

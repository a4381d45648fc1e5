using CompliantVoiceProxy.Media.Tools.BackEnds;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Media.Tests.Tools;

public sealed class BackEndPipelinesTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly BackEndPipelines _backEnds;
    private readonly object _owner = new();

    public BackEndPipelinesTests() => _backEnds = new BackEndPipelines(new BackEndClient(), _time, NullLogger.Instance);

    public void Dispose() => _backEnds.Dispose();

    [Theory]
    [InlineData("idempotent", true, 503, 3)]
    [InlineData("idempotent", true, 500, 3)]
    [InlineData("not idempotent", false, 503, 1)]
    [InlineData("refused", true, 404, 1)]
    [InlineData("answered", true, 200, 1)]
    public async Task What_may_have_reached_the_back_end_is_asked_again_only_where_it_is_idempotent(string label, bool isIdempotent, int status, int attempts)
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}", status));

        var reply = await DriveAsync(AskAsync(backEnd.Url, isIdempotent, retries: 2));

        reply.Attempts.Should().Be(attempts, label);
        backEnd.Received.Should().HaveCount(attempts, label);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_not_tried_again_where_the_request_is_not_idempotent()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var reply = await DriveAsync(AskAsync(backEnd.Url, isIdempotent: false, retries: 5));

        reply.Outcome.Should().Be(BackEndOutcome.Broken);
        backEnd.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_not_sent_is_tried_again_in_any_case()
    {
        var backEnd = await LoopbackBackEnd.StartAsync("{}");
        var url = backEnd.Url;
        await backEnd.DisposeAsync();

        var reply = await DriveAsync(AskAsync(url, isIdempotent: false, retries: 2));

        (reply.Outcome, reply.Attempts).Should().Be((BackEndOutcome.NotReached, 3));
    }

    [Fact]
    public async Task A_slow_answer_comes_in_time_and_a_slower_one_does_not()
    {
        var answered = new TaskCompletionSource();
        await using var backEnd = await LoopbackBackEnd.StartAsync(async context =>
        {
            await answered.Task.WaitAsync(context.RequestAborted);
            await LoopbackBackEnd.Json(context, "{}");
        });

        var inTime = AskAsync(backEnd.Url, isIdempotent: false, retries: 0);
        await UntilReceivedAsync(backEnd, 1);
        _time.Advance(TimeSpan.FromSeconds(4));
        answered.SetResult();
        (await inTime).Outcome.Should().Be(BackEndOutcome.Answered);

        answered = new TaskCompletionSource();
        var late = AskAsync(backEnd.Url, isIdempotent: false, retries: 0);
        await UntilReceivedAsync(backEnd, 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        (await late).Outcome.Should().Be(BackEndOutcome.TimedOut);
    }

    [Fact]
    public async Task An_idempotent_request_that_takes_long_is_sent_once_more_and_the_first_answer_counts()
    {
        var count = 0;
        await using var backEnd = await LoopbackBackEnd.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref count) == 1)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            await LoopbackBackEnd.Json(context, "{\"second\":true}");
        });

        var asking = AskAsync(backEnd.Url, isIdempotent: true, retries: 0, hedgeAfter: TimeSpan.FromMilliseconds(500));
        await UntilReceivedAsync(backEnd, 1);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        var reply = await asking;

        reply.Body!.Value.Reveal().Should().Be("{\"second\":true}");
        reply.Attempts.Should().Be(2);
    }

    [Fact]
    public async Task A_back_end_that_fails_is_left_alone_for_a_while_and_then_asked_by_one()
    {
        var isUp = false;
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}", isUp ? 200 : 503));
        Task<BackEndReply> Ask() => AskAsync(backEnd.Url, isIdempotent: false, retries: 0);

        for (var failed = 0; failed < 4; failed++)
        {
            (await Ask()).Outcome.Should().Be(BackEndOutcome.ServerError);
        }

        var refused = await Ask();
        (refused.Outcome, refused.Attempts).Should().Be((BackEndOutcome.CircuitOpen, 0));
        (await AskAsync(backEnd.Url, isIdempotent: false, retries: 0, owner: new object())).Outcome.Should().Be(BackEndOutcome.ServerError, "another tool has a circuit of its own");

        isUp = true;
        _time.Advance(TimeSpan.FromSeconds(14));
        (await Ask()).Outcome.Should().Be(BackEndOutcome.CircuitOpen);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Ask()).Outcome.Should().Be(BackEndOutcome.Answered);
        (await Ask()).Outcome.Should().Be(BackEndOutcome.Answered);
        backEnd.Received.Should().HaveCount(7);
    }

    [Fact]
    public async Task A_refusal_says_nothing_against_the_back_end()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}", 404));

        for (var asked = 0; asked < 10; asked++)
        {
            (await AskAsync(backEnd.Url, isIdempotent: false, retries: 0)).Outcome.Should().Be(BackEndOutcome.Refused);
        }
    }

    [Fact]
    public async Task A_call_that_is_over_stops_asking_and_says_nothing_against_the_back_end()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        for (var call = 0; call < 5; call++)
        {
            using var over = new CancellationTokenSource();
            var asking = _backEnds.AskAsync(Request(backEnd.Url, isIdempotent: true, retries: 2), over.Token);
            await UntilReceivedAsync(backEnd, call + 1);
            await over.CancelAsync();

            await FluentActions.Awaiting(() => asking).Should().ThrowAsync<OperationCanceledException>();
        }
    }

    private Task<BackEndReply> AskAsync(Uri url, bool isIdempotent, int retries, TimeSpan? hedgeAfter = null, object? owner = null) =>
        _backEnds.AskAsync(Request(url, isIdempotent, retries, hedgeAfter, owner), TestContext.Current.CancellationToken);

    /// <summary>Lets time go on while there is something to wait for, as a retry.</summary>
    private async Task<BackEndReply> DriveAsync(Task<BackEndReply> asking)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!asking.IsCompleted && await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        return await asking;
    }

    private static async Task UntilReceivedAsync(LoopbackBackEnd backEnd, int count)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (backEnd.Received.Count < count && await poll.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    private BackEndRequest Request(Uri url, bool isIdempotent, int retries, TimeSpan? hedgeAfter = null, object? owner = null) => new()
    {
        Owner = owner ?? _owner, Tool = "ask", Method = HttpMethod.Post, Url = url, Headers = [], Body = null,
        Patience = new BackEndPatience(TimeSpan.FromSeconds(5), retries, isIdempotent, hedgeAfter),
    };
}

using CompliantVoiceProxy.Agents.Wire;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class AgentEventQueueTests
{
    private static readonly AgentAudio Second = new("item_1", new short[24_000], 24_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_queue_lets_its_writer_wait_until_something_is_taken()
    {
        var queue = new AgentEventQueue(capacity: 100_000);
        await WriteAsync(queue, 3);
        var waiting = queue.WriteAsync(Second, Token).AsTask();
        waiting.IsCompleted.Should().BeFalse();

        queue.TryRead(out _).Should().BeTrue();

        await waiting;
        queue.Count.Should().Be(3);
    }

    [Fact]
    public async Task What_has_been_taken_makes_room_for_good()
    {
        var queue = new AgentEventQueue(capacity: 100_000);
        for (var i = 0; i < 1_000; i++)
        {
            await queue.WriteAsync(Second, Token);
            queue.TryRead(out _).Should().BeTrue();
        }

        queue.Count.Should().Be(0);
    }

    [Fact]
    public async Task The_last_event_needs_no_room()
    {
        var queue = new AgentEventQueue(capacity: 10);
        await WriteAsync(queue, 1);
        queue.Write(new AgentComplaint("server_error"));
        queue.Complete(new AgentClosed(AgentCloseReason.ClosedByAgent));

        (await queue.ReadToEndAsync()).Should().Equal(Second, new AgentComplaint("server_error"), new AgentClosed(AgentCloseReason.ClosedByAgent));
        await queue.Completion;
    }

    [Fact]
    public async Task Waiting_for_room_can_be_given_up()
    {
        var queue = new AgentEventQueue(capacity: 10);
        await WriteAsync(queue, 1);
        using var cancelled = new CancellationTokenSource();
        var waiting = queue.WriteAsync(Second, cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task WriteAsync(AgentEventQueue queue, int events)
    {
        for (var i = 0; i < events; i++)
        {
            await queue.WriteAsync(Second, Token);
        }
    }
}

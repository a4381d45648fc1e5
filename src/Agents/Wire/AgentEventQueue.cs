using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What the AI has said and nobody has taken yet. Bounded by the memory that it takes: full means that the writer waits, so that the socket is not read and TCP slows the AI down.</summary>
/// <remarks>The capacity should hold the longest answer: while a socket is not read, its pongs are not seen either. Thread-safe; one <see cref="WriteAsync"/> at a time.</remarks>
/// <param name="capacity">In bytes of sound and text.</param>
internal sealed class AgentEventQueue(int capacity) : ChannelReader<AgentEvent>
{
    private const int EventSize = 64; // about what an event without content takes

    private readonly Channel<AgentEvent> _events = Channel.CreateUnbounded<AgentEvent>();
    private readonly Channel<bool> _room = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }); // a signal, not a count
    private long _waiting;

    public override Task Completion => _events.Reader.Completion;

    public override bool CanCount => true;

    public override int Count => _events.Reader.Count;

    public override bool CanPeek => true;

    /// <summary>Adds an event when there is room for it.</summary>
    public async ValueTask WriteAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        while (Interlocked.Read(ref _waiting) >= capacity)
        {
            await _room.Reader.ReadAsync(cancellationToken);
        }

        Write(agentEvent);
    }

    /// <summary>Adds a small event at once.</summary>
    public void Write(AgentEvent agentEvent)
    {
        Interlocked.Add(ref _waiting, SizeOf(agentEvent));
        _events.Writer.TryWrite(agentEvent);
    }

    /// <summary>Adds the last event.</summary>
    public void Complete(AgentClosed closed)
    {
        Write(closed);
        _events.Writer.Complete();
    }

    public override bool TryRead([MaybeNullWhen(false)] out AgentEvent item)
    {
        if (!_events.Reader.TryRead(out item))
        {
            return false;
        }

        if (Interlocked.Add(ref _waiting, -SizeOf(item)) < capacity)
        {
            _room.Writer.TryWrite(true);
        }

        return true;
    }

    public override bool TryPeek([MaybeNullWhen(false)] out AgentEvent item) => _events.Reader.TryPeek(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _events.Reader.WaitToReadAsync(cancellationToken);

    private static int SizeOf(AgentEvent agentEvent) => EventSize + agentEvent switch
    {
        AgentAudio audio => audio.Samples.Length * sizeof(short),
        AgentTranscript transcript => transcript.Text.Reveal().Length * sizeof(char),
        AgentToolCall call => (call.Name.Reveal().Length + call.Arguments.Reveal().Length) * sizeof(char),
        _ => 0,
    };
}

using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>A conversation over one socket, whatever the protocol: messages leave in order, one loop reads what the AI says, and the end is told once.</summary>
/// <remarks>A member that ends in <c>NeedsTurn</c> is called while nobody else sends, and while the socket lives.</remarks>
internal abstract class SocketAgentSession : IAgentSession
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _disposal = new();
    private readonly AgentEventQueue _events;
    private Task _receiving = Task.CompletedTask;
    private Task _belated = Task.CompletedTask; // set by the receiving loop alone
    private Task _keepingAlive = Task.CompletedTask;
    private PeriodicTimer? _idle;

    protected SocketAgentSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    {
        (Socket, Options, Limits, Logger) = (socket, options, limits, logger);
        _events = new AgentEventQueue(limits.WaitingBytes);
    }

    public ChannelReader<AgentEvent> Events => _events;

    public virtual TimeSpan? MaximumSession => null;

    /// <summary>What the AI calls the session; for logs.</summary>
    protected string Id { get; private set; } = "";

    protected AgentSocket Socket { get; }

    protected AgentOptions Options { get; }

    protected SocketLimits Limits { get; }

    protected ILogger Logger { get; }

    /// <summary>Whether pings are not enough for the AI to know that we are still there.</summary>
    protected virtual bool WantsKeepAlive => false;

    /// <summary>The calls that the AI has made on this socket.</summary>
    protected OpenToolCalls Calls { get; } = new();

    /// <summary>The audio of the turn under way, in the encoding that the session has.</summary>
    protected abstract TurnAudioEncoder Turn { get; }

    private bool HasEnded => Socket.EndReason is not null;

    /// <summary>Sets the session up and begins to read.</summary>
    /// <exception cref="AgentUnavailableException">The AI refused, or answered something else than the protocol; nothing is read then, and the session is to be given up with <see cref="Abandon"/>.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Id = await SetUpAsync(cancellationToken);
        Log.SessionOpened(Logger, Id, Options.Protocol, Turn.Encoding);
        if (WantsKeepAlive)
        {
            _idle = Socket.CreateTimer(Limits.KeepAliveInterval);
            _keepingAlive = KeepAliveAsync(_idle);
        }

        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    /// <summary>Gives a session up that was never opened.</summary>
    public void Abandon()
    {
        Socket.Dispose();
        DisposeWriter();
    }

    public async ValueTask SendAudioAsync(ReleasedAudio audio, CancellationToken cancellationToken)
    {
        if (!Options.SendsAudio)
        {
            return;
        }

        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded)
        {
            Turn.Append(audio);
            await SendEncodedNeedsTurnAsync();
        }
    }

    public async ValueTask CommitTurnAsync(ReleasedText? transcript, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded)
        {
            Turn.Flush();
            await CommitNeedsTurnAsync(Options.SendsText && !string.IsNullOrWhiteSpace(transcript?.Text) ? transcript : null);
            Turn.Clear();
        }
    }

    public ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken) => AnswerAsync(callId, outcome, cancellationToken);

    public ValueTask AnswerToolAsync(string callId, ReleasedAnswer answer, CancellationToken cancellationToken) => AnswerAsync(callId, answer, cancellationToken);

    public async ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded)
        {
            await TellNeedsTurnAsync(notice);
        }
    }

    public async ValueTask ClearTurnAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded && Turn.Duration > MediaTime.Zero)
        {
            await ClearNeedsTurnAsync();
        }

        Turn.Clear();
    }

    public async ValueTask CancelAnswerAsync(string itemId, MediaTime played, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded)
        {
            await CancelNeedsTurnAsync(itemId, played);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        await _disposal.CancelAsync();
        await SayGoodbyeAsync();
        await Socket.CloseAsync(AgentCloseReason.Disposed);
        await Task.WhenAny(_receiving, Task.Delay(Limits.CloseTimeout, CancellationToken.None));
        Socket.End(AgentCloseReason.Disposed);
        await _receiving;
        using (await TakeTurnAsync(CancellationToken.None))
        {
            Abandon();
        }
    }

    private async ValueTask AnswerAsync(string callId, ToolResult result, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded)
        {
            await AnswerToolNeedsTurnAsync(Calls.Take(callId), result);
        }
    }

    /// <summary>The first messages, up to the AI's confirmation.</summary>
    /// <returns>The AI's name for the session.</returns>
    /// <exception cref="AgentUnavailableException">The AI answered otherwise, or the socket ended.</exception>
    protected abstract Task<string> SetUpAsync(CancellationToken cancellationToken);

    /// <summary>Sends what stands in <see cref="Turn"/>.</summary>
    protected abstract ValueTask SendEncodedNeedsTurnAsync();

    /// <summary>Ends the turn; <see cref="Turn"/> has been flushed and is cleared afterwards.</summary>
    /// <param name="transcript">Null when there is none to be sent.</param>
    protected abstract ValueTask CommitNeedsTurnAsync(ReleasedText? transcript);

    /// <param name="call">Null when the AI made no such call on this socket, or was answered: then only the next answer is asked for.</param>
    protected abstract ValueTask AnswerToolNeedsTurnAsync(OpenToolCall? call, ToolResult result);

    protected abstract ValueTask TellNeedsTurnAsync(AgentNotice notice);

    /// <summary>Takes back what was sent of the turn under way.</summary>
    protected abstract ValueTask ClearNeedsTurnAsync();

    protected abstract ValueTask CancelNeedsTurnAsync(string itemId, MediaTime played);

    /// <summary>Takes one message of the AI; one that is not of the protocol is refused at the socket.</summary>
    protected abstract ValueTask HandleAsync(ReadOnlyMemory<byte> message);

    /// <summary>The socket has ended, and nothing comes any more.</summary>
    protected virtual void OnEnded()
    {
    }

    /// <summary>The protocol's message that says that we are still there, where it <see cref="WantsKeepAlive"/>.</summary>
    protected virtual ReadOnlyMemory<byte> KeepAlive() => default;

    /// <summary>The protocol's own last message; null when it has none.</summary>
    protected virtual ReadOnlyMemory<byte>? Goodbye() => null;

    protected abstract void DisposeWriter();

    /// <summary>The next message of the set-up.</summary>
    /// <exception cref="AgentUnavailableException">The AI ended the connection instead.</exception>
    protected async Task<ReadOnlyMemory<byte>> ReceiveSetUpAsync(CancellationToken cancellationToken)
    {
        if (await Socket.ReceiveAsync(cancellationToken) is { } message)
        {
            return message;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new AgentUnavailableException($"The voice AI ended the connection before the session was set up: {Socket.EndReason}.");
    }

    /// <summary>Notes a tool call and tells the reader of it.</summary>
    /// <param name="callId">As the AI gave it on this socket.</param>
    protected ValueTask RaiseCallAsync(string callId, Sensitive<string> name, Sensitive<string> arguments)
    {
        Calls.Add(callId, Options.Tools.FirstOrDefault(tool => tool.Name.Text == name.Reveal())?.Name);
        return RaiseAsync(new AgentToolCall(callId, name, arguments));
    }

    /// <summary>Tells the reader that answers are over which nobody wants any more.</summary>
    protected void RaiseCancelled(IEnumerable<string> responseIds)
    {
        foreach (var id in responseIds)
        {
            Raise(new AnswerEnded(id, AnswerEndReason.Cancelled));
        }
    }

    /// <summary>Tells the reader an event with content; waits when the reader is behind.</summary>
    protected ValueTask RaiseAsync(AgentEvent agentEvent) => _events.WriteAsync(agentEvent, _disposal.Token);

    /// <summary>Tells the reader an event without content, at once.</summary>
    protected void Raise(AgentEvent agentEvent) => _events.Write(agentEvent);

    /// <summary>Sends from the receiving loop, on a task of its own, as that loop must not wait for a send. In the order of the calls.</summary>
    protected void SendLater(Func<ValueTask> sendNeedsTurn) => _belated = SendAfterAsync(_belated, sendNeedsTurn);

    /// <summary>The AI complained: logs and tells it by its documented code.</summary>
    protected void Complain(string code)
    {
        Log.Complained(Logger, Id, code);
        Raise(new AgentComplaint(code));
    }

    private async Task SendAfterAsync(Task before, Func<ValueTask> sendNeedsTurn)
    {
        await before;
        using var turn = await TakeTurnAsync(CancellationToken.None);
        if (!HasEnded)
        {
            await sendNeedsTurn();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await Socket.ReceiveAsync(CancellationToken.None) is { } message)
            {
                await HandleAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed while the reader was not reading.
        }

        OnEnded();
        _idle?.Dispose();
        await _keepingAlive;
        await _belated;
        var reason = Socket.EndReason ?? AgentCloseReason.Disposed;
        Log.SessionClosed(Logger, Id, reason);
        _events.Complete(new AgentClosed(reason));
    }

    private async Task KeepAliveAsync(PeriodicTimer idle)
    {
        while (await idle.WaitForNextTickAsync(CancellationToken.None)) // false once the session has ended
        {
            using var turn = await TakeTurnAsync(CancellationToken.None);
            if (!HasEnded)
            {
                await Socket.SendAsync(KeepAlive());
            }
        }
    }

    private async ValueTask SayGoodbyeAsync()
    {
        if (HasEnded || !await _sending.WaitAsync(Limits.CloseTimeout, CancellationToken.None))
        {
            return;
        }

        using var turn = new SendTurn(_sending);
        if (Goodbye() is { } message)
        {
            await Socket.SendAsync(message);
        }
    }

    private async ValueTask<SendTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        return new SendTurn(_sending);
    }

    /// <summary>Messages that belong together leave together.</summary>
    private readonly struct SendTurn(SemaphoreSlim sending) : IDisposable
    {
        public void Dispose() => sending.Release();
    }
}

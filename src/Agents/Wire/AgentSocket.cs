using System.Buffers;
using System.Net.WebSockets;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>The WebSocket with its limits: whole messages in, whole messages out, and one reason why it ended. Throws nothing of what the peer sent.</summary>
/// <remarks>One reader and one writer at a time.</remarks>
/// <param name="takesBinary">Whether the AI may send binary messages; where it may not, one is refused.</param>
internal sealed class AgentSocket(WebSocket socket, SocketLimits limits, TimeProvider clock, bool takesBinary = false) : IDisposable
{
    private const int ReadSize = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _message = new(ReadSize);
    private int _endReason = -1;

    /// <summary>Null while it lives. The first reason stays.</summary>
    public AgentCloseReason? EndReason => Volatile.Read(ref _endReason) is var reason and >= 0 ? (AgentCloseReason)reason : null;

    /// <summary>Whether the message that was received last is a binary one.</summary>
    public bool IsBinary { get; private set; }

    /// <summary>The next message; null when there will be none, and then <see cref="EndReason"/> says why.</summary>
    /// <returns>Good until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(_message.GetMemory(ReadSize), cancellationToken);
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
            {
                End(IsPongMissing(gone) ? AgentCloseReason.Stalled : AgentCloseReason.ConnectionLost);
                return null;
            }

            _message.Advance(part.Count);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                await CloseAsync(AgentCloseReason.ClosedByAgent);
                return null;
            }

            IsBinary = part.MessageType is WebSocketMessageType.Binary;
            if ((IsBinary && !takesBinary) || _message.WrittenCount > limits.MessageBytes)
            {
                await RefuseAsync();
                return null;
            }

            if (part.EndOfMessage)
            {
                return _message.WrittenMemory;
            }
        }
    }

    /// <summary>Sends one message. A message that does not leave in time ends the socket: <see cref="AgentCloseReason.Stalled"/>.</summary>
    /// <returns>False when the socket has ended.</returns>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        if (EndReason is not null)
        {
            return false;
        }

        // The reason stands before the socket breaks, as the reader then asks for it.
        using var timeout = new CancellationTokenSource(limits.SendTimeout, clock);
        await using var stall = timeout.Token.UnsafeRegister(static socket => ((AgentSocket)socket!).End(AgentCloseReason.Stalled), this);
        try
        {
            await socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
            return true;
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            End(AgentCloseReason.ConnectionLost);
            return false;
        }
    }

    /// <summary>Ends it because of what the peer sent, and tells it so: <see cref="AgentCloseReason.ProtocolViolation"/>.</summary>
    public async ValueTask RefuseAsync()
    {
        await CloseAsync(AgentCloseReason.ProtocolViolation);
        socket.Abort();
    }

    /// <summary>Ends in order: says so to the peer. The reader then gets what was under way, and null in the end.</summary>
    public async ValueTask CloseAsync(AgentCloseReason reason)
    {
        Interlocked.CompareExchange(ref _endReason, (int)reason, -1);
        using var timeout = new CancellationTokenSource(limits.CloseTimeout, clock);
        var status = reason is AgentCloseReason.ProtocolViolation ? WebSocketCloseStatus.ProtocolError : WebSocketCloseStatus.NormalClosure;
        try
        {
            await socket.CloseOutputAsync(status, statusDescription: null, timeout.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    /// <summary>Ends at once: what waits on the socket returns.</summary>
    public void End(AgentCloseReason reason)
    {
        Interlocked.CompareExchange(ref _endReason, (int)reason, -1);
        socket.Abort();
    }

    /// <summary>Ticks on the socket's clock, for what is sent regularly.</summary>
    public PeriodicTimer CreateTimer(TimeSpan interval) => new(interval, clock);

    public void Dispose() => socket.Dispose();

    /// <summary>ClientWebSocket tells a missing pong only by what it wraps.</summary>
    private static bool IsPongMissing(Exception gone) =>
        gone is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted } or { InnerException: TimeoutException }
        || (gone.InnerException is { } inner && IsPongMissing(inner));
}

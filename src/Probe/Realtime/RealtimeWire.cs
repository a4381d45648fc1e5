using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One connection's socket: events in, events out in the client's dialect; all that comes in is recorded.</summary>
/// <param name="faults">As they stand now.</param>
/// <param name="abort">Breaks the TCP connection.</param>
internal sealed class RealtimeWire(
    WebSocket socket, RealtimeDialect dialect, RealtimeRecording recording, RealtimeServerOptions options, Func<RealtimeFaults> faults, Action abort) : IDisposable
{
    private const int LargestMessage = 16 << 20; // the protocol's 15 MiB of audio, and the rest of its event

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly MemoryStream _message = new();
    private readonly byte[] _part = new byte[64 * 1024];
    private int _ids;

    public RealtimeDialect Dialect => dialect;

    public RealtimeFaults Faults => faults();

    public RealtimeRecording Recording => recording;

    public long Now => options.Clock.GetTimestamp();

    /// <summary>A name that this connection has not used yet.</summary>
    public string NewId(string prefix) => $"{prefix}_{recording.Connection}_{Interlocked.Increment(ref _ids)}";

    public void Report(Func<int, long, RealtimeObservation> observation) => options.Observer?.Report(observation(recording.Connection, Now));

    /// <summary>The next message as it came; null when the client has gone.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.SetLength(0);
        while (true)
        {
            var part = await socket.ReceiveAsync(_part.AsMemory(), cancellationToken);
            if (part.MessageType is WebSocketMessageType.Close || _message.Length + part.Count > LargestMessage)
            {
                return null;
            }

            _message.Write(_part, 0, part.Count);
            if (part.EndOfMessage)
            {
                return _message.ToArray();
            }
        }
    }

    /// <param name="type">In the released dialect's words.</param>
    /// <param name="members">The event's members but its type and id.</param>
    public Task SendAsync(string type, JsonObject members, CancellationToken cancellationToken)
    {
        var serverEvent = new JsonObject { ["type"] = Translate(type), ["event_id"] = NewId("event") };
        foreach (var (name, value) in members.ToArray())
        {
            members.Remove(name);
            serverEvent[name] = value;
        }

        return SendTextAsync(serverEvent.ToJsonString(), cancellationToken);
    }

    public Task SendErrorAsync(RealtimeError error, string? eventId, CancellationToken cancellationToken) =>
        SendAsync("error", new JsonObject { ["error"] = error.Describe(eventId) }, cancellationToken);

    public async Task SendTextAsync(string text, CancellationToken cancellationToken)
    {
        if (Faults.IsMute)
        {
            return;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
        }
    }

    public void Abort() => abort();

    /// <summary>Remembers a message, its audio only by its length.</summary>
    /// <returns>The event; or, for what is none, an empty one and the error.</returns>
    public (JsonObject ClientEvent, RealtimeError? Error) Record(byte[] message)
    {
        if (Json.ParseObject(message) is not { } clientEvent)
        {
            recording.Add(new ReceivedFrame(Now, "", JsonSerializer.Serialize(Encoding.UTF8.GetString(message))));
            return ([], new RealtimeError("invalid_json", "We could not parse the JSON body of your event."));
        }

        var remembered = clientEvent;
        if (Json.Text(clientEvent, "audio") is { } audio)
        {
            remembered = new JsonObject(clientEvent.Select(member => KeyValuePair.Create(
                member.Key, member.Key is "audio" ? $"({Base64Length(audio)} bytes)" : member.Value?.DeepClone())));
        }

        recording.Add(new ReceivedFrame(Now, Json.Text(clientEvent, "type") ?? "", remembered.ToJsonString()));
        return (clientEvent, null);
    }

    public void Dispose()
    {
        _sending.Dispose();
        _message.Dispose();
    }

    private static int Base64Length(string text) => (text.Length / 4 * 3) - text.AsSpan().Count('=');

    private string Translate(string type) =>
        dialect is RealtimeDialect.Released ? type
        : type is "conversation.item.added" ? "conversation.item.created"
        : type.Replace("response.output_audio", "response.audio", StringComparison.Ordinal);
}

using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Probe.Tests.Realtime;

/// <summary>A client that sends what it is told to, right or wrong.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public ClientWebSocket Socket => _socket;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(RealtimeServer ai, RealtimeDialect dialect = RealtimeDialect.Released)
    {
        var client = new RawClient();
        client._socket.Options.CollectHttpResponseDetails = true;
        if (dialect is RealtimeDialect.Beta)
        {
            client._socket.Options.SetRequestHeader("OpenAI-Beta", "realtime=v1");
        }

        client._socket.Options.SetRequestHeader("Authorization", "Bearer sk-canary");
        await client._socket.ConnectAsync(new Uri($"{ai.Url}?model=gpt-realtime"), Token);
        return client;
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Token);

    public Task AppendAsync(int milliseconds, byte value = 1) =>
        SendAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(Enumerable.Repeat(value, 48 * milliseconds).ToArray())}}"}""");

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<string?> ReceiveTextAsync()
    {
        var message = new MemoryStream();
        var part = new byte[16 * 1024];
        while (true)
        {
            var result = await _socket.ReceiveAsync(part.AsMemory(), Token);
            if (result.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(part, 0, result.Count);
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }

    /// <summary>Reads up to and with the first event of a type; gives that one, and the types of all.</summary>
    public async Task<(JsonNode Event, IReadOnlyList<string> Types)> ReadUntilAsync(string type)
    {
        var types = new List<string>();
        while (await ReceiveTextAsync() is { } text)
        {
            var serverEvent = JsonNode.Parse(text)!;
            types.Add(serverEvent["type"]!.GetValue<string>());
            if (types[^1] == type)
            {
                return (serverEvent, types);
            }
        }

        throw new InvalidOperationException($"The server closed without {type}: {string.Join(", ", types)}");
    }

    public void Dispose() => _socket.Dispose();
}

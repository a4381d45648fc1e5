using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>A voice AI that replies to each message as a vendor's documentation says, and remembers what it got.</summary>
internal sealed class TalkingAi : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonNode> _frames = new();
    private readonly SemaphoreSlim _received = new(0);
    private ScriptedAi _ai = null!;
    private int _binaryBytes;

    public Uri Url => _ai.Url;

    public string Target => _ai.Target;

    public IReadOnlyDictionary<string, string> Headers => _ai.Headers;

    public IReadOnlyList<JsonNode> Frames => [.. _frames];

    /// <summary>How many bytes came in binary messages.</summary>
    public int BinaryBytes => Volatile.Read(ref _binaryBytes);

    /// <param name="reply">What is said to one text message.</param>
    /// <param name="welcome">What is said before anything is asked.</param>
    public static async Task<TalkingAi> StartAsync(Func<JsonNode, IEnumerable<string>> reply, string? welcome = null)
    {
        var talking = new TalkingAi();
        talking._ai = await ScriptedAi.StartAsync(ai => talking.TalkAsync(ai, reply, welcome));
        return talking;
    }

    public ValueTask DisposeAsync() => _ai.DisposeAsync();

    /// <summary>Base64 of a tone-free piece: that many samples of 16 bits.</summary>
    public static string Pcm(int samples) => Convert.ToBase64String(new byte[2 * samples]);

    /// <summary>Waits for a message that the client sends by itself.</summary>
    public async Task<JsonNode> WaitForAsync(Func<JsonNode, bool> isIt)
    {
        while (true)
        {
            if (Frames.FirstOrDefault(isIt) is { } frame)
            {
                return frame;
            }

            await _received.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task TalkAsync(ScriptedAi ai, Func<JsonNode, IEnumerable<string>> reply, string? welcome)
    {
        if (welcome is not null)
        {
            await ai.SendAsync(welcome);
        }

        while (await ai.ReceiveBytesAsync() is { Type: not WebSocketMessageType.Close } message)
        {
            if (message.Type is WebSocketMessageType.Binary)
            {
                Interlocked.Add(ref _binaryBytes, message.Bytes.Length);
                continue;
            }

            var frame = JsonNode.Parse(message.Bytes)!;
            _frames.Enqueue(frame);
            _received.Release();
            foreach (var said in reply(frame))
            {
                await ai.SendAsync(said);
            }
        }
    }
}

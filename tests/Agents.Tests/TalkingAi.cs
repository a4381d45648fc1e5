using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>A voice AI that replies to each message as a vendor's documentation says, and remembers what it got.</summary>
internal sealed class TalkingAi : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonNode> _frames = new();
    private ScriptedAi _ai = null!;

    public Uri Url => _ai.Url;

    public string Target => _ai.Target;

    public IReadOnlyDictionary<string, string> Headers => _ai.Headers;

    public IReadOnlyList<JsonNode> Frames => [.. _frames];

    /// <param name="reply">What is said to one message.</param>
    public static async Task<TalkingAi> StartAsync(Func<JsonNode, IEnumerable<string>> reply)
    {
        var talking = new TalkingAi();
        talking._ai = await ScriptedAi.StartAsync(async ai =>
        {
            while (await ai.ReceiveAsync() is { Length: > 0 } message)
            {
                var frame = JsonNode.Parse(message)!;
                talking._frames.Enqueue(frame);
                foreach (var said in reply(frame))
                {
                    await ai.SendAsync(said);
                }
            }
        });
        return talking;
    }

    public ValueTask DisposeAsync() => _ai.DisposeAsync();

    /// <summary>Base64 of a tone-free piece: that many samples of 16 bits.</summary>
    public static string Pcm(int samples) => Convert.ToBase64String(new byte[2 * samples]);
}

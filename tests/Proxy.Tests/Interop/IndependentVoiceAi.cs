using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>A Realtime server that others wrote, in Python. It keeps on disk what it got: events without their audio, and the audio as it came.</summary>
internal sealed class IndependentVoiceAi(PeerProcess process, int port, string folder) : IAsyncDisposable
{
    public Uri Url { get; } = new($"ws://127.0.0.1:{port}/v1/realtime");

    /// <summary>Every text in every event that it got, names of members included.</summary>
    public IEnumerable<string> Texts =>
        from line in File.ReadLines(Path.Combine(folder, "events.jsonl"))
        let entry = JsonNode.Parse(line)!
        where (string?)entry["dir"] is "rx" or "open"
        from text in TextsOf(entry["ev"])
        select text;

    /// <summary>All the caller's sound that it got, over all connections: 24 kHz PCM, as the policy says.</summary>
    public WavFile Heard => new(
        Directory.GetFiles(folder, "conn*.in.raw").Order(StringComparer.Ordinal).SelectMany(file => MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(file)).ToArray()).ToArray(),
        24_000);

    public static async Task<IndependentVoiceAi> StartAsync(string folder, string answerWav)
    {
        var port = Peers.FreeTcpPort();
        string[] arguments = [Peers.RealtimeServerScript, "--port", $"{port}", "--ga", "--out", folder, "--answer-wav", answerWav];
        return new IndependentVoiceAi(await PeerProcess.StartAsync(Peers.Python, arguments, ["READY"], TimeSpan.FromSeconds(20)), port, folder);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value).Prepend(member.Key)),
        JsonArray elements => elements.SelectMany(TextsOf),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}

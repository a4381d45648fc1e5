using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>All that one connection got. May be read while it goes on.</summary>
/// <param name="target">The handshake's path and query.</param>
/// <param name="headers">The handshake's; of Authorization only whether it was there.</param>
public sealed class RealtimeRecording(int connection, RealtimeDialect dialect, string target, IReadOnlyDictionary<string, string> headers)
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedFrame> _frames = [];
    private readonly List<ReceivedTurn> _turns = [];

    /// <summary>Counted from 1.</summary>
    public int Connection { get; } = connection;

    public RealtimeDialect Dialect { get; } = dialect;

    public string Target { get; } = target;

    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public IReadOnlyList<ReceivedFrame> Frames
    {
        get
        {
            lock (_lock)
            {
                return [.. _frames];
            }
        }
    }

    public IReadOnlyList<ReceivedTurn> Turns
    {
        get
        {
            lock (_lock)
            {
                return [.. _turns];
            }
        }
    }

    /// <summary>Every text that came in, wherever it stood: in the handshake, as a name or as a value in a message.</summary>
    public IReadOnlyList<string> Texts =>
        [Target, .. Headers.Values, .. Frames.SelectMany(frame => TextsOf(JsonNode.Parse(frame.Json)))];

    internal void Add(ReceivedFrame frame)
    {
        lock (_lock)
        {
            _frames.Add(frame);
        }
    }

    internal void Add(ReceivedTurn turn)
    {
        lock (_lock)
        {
            _turns.Add(turn);
        }
    }

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value).Prepend(member.Key)),
        JsonArray elements => elements.SelectMany(TextsOf),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}

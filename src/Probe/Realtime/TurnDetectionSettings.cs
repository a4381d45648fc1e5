using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>When the server itself ends a turn: <c>turn_detection</c> of type <c>server_vad</c>.</summary>
/// <param name="Threshold">0 to 1; how loud is speech.</param>
/// <param name="Silence">How long a pause ends the turn.</param>
/// <param name="CreatesResponse">Whether the turn's end asks for an answer.</param>
/// <param name="InterruptsResponse">Whether speech stops the answer under way.</param>
internal sealed record TurnDetectionSettings(double Threshold, TimeSpan Silence, bool CreatesResponse, bool InterruptsResponse)
{
    public static readonly TurnDetectionSettings Default = new(0.5, TimeSpan.FromMilliseconds(500), CreatesResponse: true, InterruptsResponse: true);

    /// <summary>Null when it is off.</summary>
    public static TurnDetectionSettings? Read(JsonNode? node) => node is not JsonObject settings ? null : new TurnDetectionSettings(
        Json.Number(settings, "threshold") ?? Default.Threshold,
        TimeSpan.FromMilliseconds(Json.Number(settings, "silence_duration_ms") ?? Default.Silence.TotalMilliseconds),
        Json.Flag(settings, "create_response") ?? Default.CreatesResponse,
        Json.Flag(settings, "interrupt_response") ?? Default.InterruptsResponse);

    public JsonObject Describe() => new()
    {
        ["type"] = "server_vad",
        ["threshold"] = Threshold,
        ["prefix_padding_ms"] = 0,
        ["silence_duration_ms"] = (int)Silence.TotalMilliseconds,
        ["create_response"] = CreatesResponse,
        ["interrupt_response"] = InterruptsResponse,
    };
}

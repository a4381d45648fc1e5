using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>What an <c>error</c> event says.</summary>
/// <param name="Param">The member that is wrong, if one is.</param>
internal sealed record RealtimeError(string? Code, string Message, string? Param = null)
{
    public static RealtimeError Missing(string param) => new("missing_required_parameter", $"Missing required parameter: '{param}'.", param);

    public static RealtimeError Unknown(string param) => new("unknown_parameter", $"Unknown parameter: '{param}'.", param);

    public static RealtimeError Invalid(string param) => new("invalid_value", $"Invalid value: '{param}'.", param);

    /// <param name="eventId">Of the client's event that is wrong.</param>
    public JsonObject Describe(string? eventId) => new()
    {
        ["type"] = "invalid_request_error",
        ["code"] = Code,
        ["message"] = Message,
        ["param"] = Param,
        ["event_id"] = eventId,
    };
}

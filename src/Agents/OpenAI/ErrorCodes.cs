using System.Collections.Frozen;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>The codes and types of error that the protocol's documentation, or OpenAI's own clients, name. Anything else that stands in an error may hold content.</summary>
internal static class ErrorCodes
{
    public const string AnswerAlreadyUnderWay = "conversation_already_has_active_response";
    public const string NothingToCancel = "response_cancel_not_active";
    public const string Other = "other";

    private static readonly FrozenSet<string> Documented = FrozenSet.Create(
        StringComparer.Ordinal,
        AnswerAlreadyUnderWay,
        NothingToCancel,
        "authentication_error",
        "content_filter",
        "input_audio_buffer_commit_empty",
        "insufficient_quota",
        "invalid_api_key",
        "invalid_event",
        "invalid_json",
        "invalid_request_error",
        "invalid_value",
        "item_delete_invalid_item_id",
        "item_retrieve_invalid_item_id",
        "item_truncate_invalid_item_id",
        "missing_required_parameter",
        "model_not_found",
        "permission_error",
        "rate_limit_exceeded",
        "server_error",
        "session_expired",
        "unknown_parameter");

    /// <summary>The code if it is a documented one, else the type if that is, else <see cref="Other"/>.</summary>
    public static string Describe(string? code, string? type) =>
        code is not null && Documented.TryGetValue(code, out var known) ? known
        : type is not null && Documented.TryGetValue(type, out known) ? known
        : Other;
}

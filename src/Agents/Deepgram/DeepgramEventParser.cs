using System.Collections.Frozen;
using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Deepgram;

/// <summary>Reads the AI's text messages. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal static class DeepgramEventParser
{
    private static readonly FrozenSet<string> UninterestingTypes = FrozenSet.Create(
        StringComparer.Ordinal,
        "AgentStartedSpeaking",
        "AgentThinking",
        "FunctionCallResponse", // of a function that the AI's side runs: we name none such
        "History",
        "LatencyReport",
        "PromptUpdated",
        "SpeakUpdated",
        "ThinkUpdated",
        "UserStartedSpeaking"); // the proxy has its own ear for that

    private static readonly FrozenSet<string> Codes = FrozenSet.Create(
        StringComparer.Ordinal,
        "CLIENT_MESSAGE_TIMEOUT",
        "FAILED_TO_LISTEN",
        "FAILED_TO_SPEAK",
        "FAILED_TO_THINK",
        "FORCE_END_TURN_UNSUPPORTED",
        "INTERNAL_SERVER_ERROR",
        "INVALID_SETTINGS",
        "PROMPT_TOO_LONG",
        "THINK_REQUEST_FAILED",
        "UNPARSABLE_CLIENT_MESSAGE");

    /// <param name="message">One whole text message.</param>
    /// <returns>False when it is not JSON, or a message of the protocol without what the protocol demands of it.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> message, out DeepgramEvent deepgramEvent)
    {
        var parsed = JsonFields.Parse(message, Read);
        deepgramEvent = parsed ?? UnknownDeepgramEvent.Instance;
        return parsed is not null;
    }

    private static DeepgramEvent? Read(JsonElement root) => root.ReadString("type") switch
    {
        null => null,
        "Welcome" => new Welcome(root.ReadId("request_id") ?? ""),
        "SettingsApplied" => SettingsApplied.Instance,
        "ConversationText" => ReadText(root),
        "AgentAudioDone" => AudioDone.Instance,
        "FunctionCallRequest" => ReadCalls(root.Member("functions")),
        "FunctionCallCancelled" => ReadCancelled(root.Member("functions")),
        "InjectionRefused" => InjectionRefused.Instance,
        "Error" or "Warning" => new DeepgramComplaint(root.ReadString("code") is { } code && Codes.TryGetValue(code, out var known) ? known : "other"),
        { } type => UninterestingTypes.Contains(type) ? UninterestingDeepgramEvent.Instance : UnknownDeepgramEvent.Instance,
    };

    private static DeepgramEvent? ReadText(JsonElement root) => (root.ReadString("role"), root.ReadString("content")) switch
    {
        ("user", _) => QuestionHeard.Instance,
        ("assistant", { } content) => new AnswerWords(new Sensitive<string>(content)),
        _ => null,
    };

    private static FunctionCalls? ReadCalls(JsonElement functions)
    {
        if (functions.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var calls = new List<CalledTool>();
        foreach (var function in functions.EnumerateArray().Where(function => function.Member("client_side").ValueKind is not JsonValueKind.False))
        {
            if (function.ReadId("id") is not { } id || function.ReadString("name") is not { } name || function.ReadString("arguments") is not { } arguments)
            {
                return null;
            }

            calls.Add(new CalledTool(id, new Sensitive<string>(name), new Sensitive<string>(arguments)));
        }

        return new FunctionCalls(calls);
    }

    private static FunctionCallsCancelled? ReadCancelled(JsonElement functions) => functions.ValueKind is JsonValueKind.Array
        ? new FunctionCallsCancelled([.. functions.EnumerateArray().Select(function => function.ReadId("id")).OfType<string>()])
        : null;
}

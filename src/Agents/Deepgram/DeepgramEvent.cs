using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Deepgram;

/// <summary>A text message of the AI, as far as a session needs it; its audio is binary.</summary>
internal abstract record DeepgramEvent;

internal sealed record Welcome(string RequestId) : DeepgramEvent;

internal sealed record SettingsApplied : DeepgramEvent
{
    public static readonly SettingsApplied Instance = new();
}

/// <summary><c>ConversationText</c> of the caller's side: the AI turns to this question. What it believes to have heard is not kept, as the proxy has heard it itself.</summary>
internal sealed record QuestionHeard : DeepgramEvent
{
    public static readonly QuestionHeard Instance = new();
}

/// <summary><c>ConversationText</c> of the AI: a sentence or more of its answer.</summary>
internal sealed record AnswerWords(Sensitive<string> Text) : DeepgramEvent;

/// <summary><c>AgentAudioDone</c></summary>
internal sealed record AudioDone : DeepgramEvent
{
    public static readonly AudioDone Instance = new();
}

/// <summary><c>FunctionCallRequest</c>: of the functions those that we are to run.</summary>
internal sealed record FunctionCalls(IReadOnlyList<CalledTool> Calls) : DeepgramEvent;

internal sealed record FunctionCallsCancelled(IReadOnlyList<string> Ids) : DeepgramEvent;

/// <summary><c>InjectionRefused</c>: somebody was speaking.</summary>
internal sealed record InjectionRefused : DeepgramEvent
{
    public static readonly InjectionRefused Instance = new();
}

/// <summary><c>Error</c> or <c>Warning</c>.</summary>
/// <param name="Code">One that the documentation names, else "other".</param>
internal sealed record DeepgramComplaint(string Code) : DeepgramEvent;

/// <summary>Of the protocol, but nothing that a session acts on.</summary>
internal sealed record UninterestingDeepgramEvent : DeepgramEvent
{
    public static readonly UninterestingDeepgramEvent Instance = new();
}

/// <summary>Not of the protocol as we know it.</summary>
internal sealed record UnknownDeepgramEvent : DeepgramEvent
{
    public static readonly UnknownDeepgramEvent Instance = new();
}

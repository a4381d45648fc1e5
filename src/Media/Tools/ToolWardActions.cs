using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Media.Sessions;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>What the tools of a call have the session do.</summary>
internal sealed record ToolWardActions
{
    /// <summary>Puts an event on record, in order with what is sent.</summary>
    public required Action<AuditEvent, TimeSpan> Record { get; init; }

    /// <summary>Puts on record what the AI put into a tool's arguments, where the policy asks for that.</summary>
    public required Action<ClearedAgentText, TimeSpan> RecordFlagged { get; init; }

    /// <summary>The AI will say something to what it is told, or could not be told.</summary>
    public required Action<bool, TimeSpan> GoOn { get; init; }

    /// <summary>The AI has been told what it waited for since <see cref="GoOn"/>, or could not be.</summary>
    public required Action<bool, TimeSpan> Answered { get; init; }

    /// <summary>Puts mail into the session's mailbox; must not block.</summary>
    public required Action<SessionMail> Post { get; init; }
}

using System.Collections.Immutable;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>The voice AI's words, or a tool's arguments, as they may go on to logs, audit and third parties.</summary>
/// <param name="Words">The words alone, for a voice AI that is told of the talk so far.</param>
/// <param name="Values">What was found, in order.</param>
/// <param name="Tokens">The call's tokens that stand in the text, in order: <c>[CREDIT_CARD_1]</c>.</param>
/// <param name="IsFlagged">The policy wants the audit log to name what was found.</param>
public sealed record ClearedAgentText(ClearedText Words, ImmutableArray<AgentValue> Values, ImmutableArray<string> Tokens, bool IsFlagged)
{
    public string Text => Words.Text;
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.AgentText;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>What became of a tool call.</summary>
/// <param name="Tool">Empty for an unknown one.</param>
/// <param name="Outcome">What the AI is told at once; null when it is answered later.</param>
/// <param name="Arguments">As they may go on; null when they were too long to be looked at.</param>
internal sealed record ToolRun(AuditLabel Tool, ToolOutcome? Outcome, ClearedAgentText? Arguments)
{
    /// <summary>The call's tokens that stood in the arguments, in order.</summary>
    public ImmutableArray<AuditToken> Tokens => [.. (Arguments?.Tokens ?? []).Select(text => AuditToken.TryParse(text, out var token) ? token : default).Where(token => token != default)];
}

using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>A tool of the tenant's: the AI's arguments become a request to a back end, with the call's values in the place of its tokens, and the back end's answer is read for what it must not say.</summary>
/// <remarks>One a call, of its loop.</remarks>
/// <param name="answer">Gets what came of it, in the call's loop.</param>
internal sealed class HttpTool(ToolPolicy policy, AuditLabel label, ArgumentValues values, RequestWriter writer, ToolAnswerReader reader, ToolRuns runs, Action<ToolAnswer, TimeSpan> answer) : ITool
{
    public string Name => policy.Name;

    public AuditLabel Label => label;

    /// <inheritdoc/>
    public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now)
    {
        if (!policy.Parameters.Takes(arguments.Reveal(), values.TypeOf))
        {
            return ToolOutcome.InvalidArguments;
        }

        if (!runs.HasRoom)
        {
            return ToolOutcome.Busy;
        }

        if (!writer.TryWrite(policy, arguments.Reveal(), out var request, out var problem))
        {
            return problem;
        }

        runs.Begin(request, reply => Read(callId, reply), answer);
        return null;
    }

    private ToolAnswer Read(string callId, BackEndReply reply)
    {
        var isForwarded = reply is { Outcome: BackEndOutcome.Answered, Body: not null } && policy.Answer.Forward is ToolAnswerForward.Cleared;
        var reading = isForwarded ? reader.Read(reply.Body!.Value, reply.IsJson) : null;
        return new ToolAnswer
        {
            Tool = this,
            CallId = callId,
            Outcome = isForwarded && reading is null ? ToolOutcome.Failed : OutcomeOf(reply.Outcome),
            Attempts = reply.Attempts,
            IsCircuitOpen = reply.Outcome is BackEndOutcome.CircuitOpen,
            Reading = reading,
            Reader = reader,
        };
    }

    private static ToolOutcome OutcomeOf(BackEndOutcome outcome) => outcome switch
    {
        BackEndOutcome.Answered => ToolOutcome.Done,
        BackEndOutcome.Refused or BackEndOutcome.Redirected => ToolOutcome.Refused,
        BackEndOutcome.NotReached or BackEndOutcome.CircuitOpen => ToolOutcome.Unavailable,
        BackEndOutcome.TimedOut => ToolOutcome.TimedOut,
        _ => ToolOutcome.Failed,
    };
}

using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Media.Tools;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Transfer;

/// <summary><c>transfer_to_human</c>: the caller wants, or needs, a colleague. Whatever else stands in the arguments is not looked at.</summary>
/// <param name="begin">Begins it; the signalling plane does the rest.</param>
internal sealed class TransferToHuman(TransferPolicy policy, Action<TransferTarget> begin) : ITool
{
    public string Name => TransferPolicy.RequestTool;

    public AuditLabel Label => AuditLabel.OfType(typeof(TransferToHuman));

    /// <inheritdoc/>
    public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now)
    {
        if (TargetOf(arguments.Reveal()) is not { } target)
        {
            return ToolOutcome.InvalidArguments;
        }

        begin(target);
        return ToolOutcome.Started;
    }

    /// <summary>Where there is one alone, it need not be named.</summary>
    private TransferTarget? TargetOf(JsonElement arguments) =>
        !arguments.TryGetProperty("target", out var target) ? policy.Targets is [var only] ? only : null
        : target.ValueKind is JsonValueKind.String ? policy.Targets.FirstOrDefault(known => target.ValueEquals(known.Name))
        : null;
}

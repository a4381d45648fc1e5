using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>What the proxy does when the voice AI calls a tool by this name. The one seam by which a tool comes to a call.</summary>
internal interface ITool
{
    string Name { get; }

    /// <summary>For the audit log: of the product's own vocabulary, or of the policy's.</summary>
    AuditLabel Label { get; }

    /// <summary>Begins what the tool does; called by the call's loop, which must not wait.</summary>
    /// <param name="callId">By which the AI is answered.</param>
    /// <param name="arguments">An object of bounded size and depth, as the AI wrote it: not cleared. Good until this returns.</param>
    /// <returns>What the AI is told at once; null when it is answered later.</returns>
    ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now);
}

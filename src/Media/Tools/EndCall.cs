using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary><c>end_call</c>: the call ends when what the AI is saying has been played; a caller who speaks first is heard. The AI is answered in that case alone.</summary>
/// <remarks>One a call, of its loop.</remarks>
internal sealed class EndCall : ITool
{
    /// <summary>An answer that does not come to its end holds a call no longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private string? _callId;
    private TimeSpan _atLast;

    public string Name => AgentPolicy.EndCallTool;

    public AuditLabel Label => AuditLabel.OfType(typeof(EndCall));

    /// <inheritdoc/>
    public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now)
    {
        (_callId, _atLast) = (callId, now + Longest);
        return null;
    }

    /// <summary>Whether the call ends now; said once.</summary>
    /// <param name="isQuiet">Nothing is being said, or still to come.</param>
    public bool IsDue(bool isQuiet, TimeSpan now)
    {
        var isDue = _callId is not null && (isQuiet || now >= _atLast);
        _callId = isDue ? null : _callId;
        return isDue;
    }

    /// <summary>It is not to end after all.</summary>
    /// <returns>By which the AI is answered; null when it had not asked.</returns>
    public string? Cancel()
    {
        var callId = _callId;
        _callId = null;
        return callId;
    }
}

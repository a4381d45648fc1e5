using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>A colleague's leg, from the wish to call on. Touched by the server's loop alone.</summary>
internal sealed class AgentLeg
{
    /// <summary>Null until the endpoint has placed the call.</summary>
    public SipLegId? Id { get; set; }

    /// <summary>It is not wanted any more: one that is placed later is hung up at once.</summary>
    public bool IsDropped { get; set; }
}

using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip;

namespace CompliantVoiceProxy.Calls;

/// <summary>Whom the call server works with.</summary>
public sealed record CallPartners
{
    /// <summary>The call server reads its events; whoever made it disposes of it, after the call server.</summary>
    public required SipEndpoint Sip { get; init; }

    /// <summary>The call server reads its signals.</summary>
    public required IMediaPlane Media { get; init; }

    public required IAuditTrail Audit { get; init; }

    /// <summary>Takes user@host of the Request-URI; null when no tenant matches and there is no default one.</summary>
    public required Func<string, PolicyPin?> Policies { get; init; }

    /// <summary>Whether a call could be served right now, as far as this room cannot know: model, audit store, voice AI.</summary>
    public Func<bool> IsReady { get; init; } = () => true;
}

using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What a peer is asked to do by REFER (RFC 3515): to call somebody else. Prints no part of itself.</summary>
public sealed record SipReferral
{
    /// <summary>Whom to call, without header fields.</summary>
    public required SipUri Target { get; init; }

    /// <summary>Header fields for the INVITE that the peer will send, such as User-to-User; they travel escaped in Refer-To (RFC 3261 section 19.1.1).</summary>
    public IReadOnlyList<SipHeader> TargetHeaders { get; init; } = [];

    /// <summary>An established leg of ours whose place the peer shall take at the target (attended transfer, RFC 3891); null for none.</summary>
    public SipLegId? Replaces { get; init; }

    /// <summary>Who asks (RFC 3892); null to leave it out.</summary>
    public SipUri? ReferredBy { get; init; }

    /// <summary>False asks the peer to tell nothing of what becomes of it (RFC 4488); a peer that does not know how still tells.</summary>
    public bool WantsNotifications { get; init; } = true;

    /// <summary>How long the peer may be silent until its first NOTIFY, counted from the REFER.</summary>
    public TimeSpan NotifyWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the whole may take, ringing included, counted from the REFER.</summary>
    public TimeSpan EndWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Further header fields of the REFER itself.</summary>
    public IReadOnlyList<SipHeader> Headers { get; init; } = [];

    public override string ToString() => "[SipReferral withheld]";
}

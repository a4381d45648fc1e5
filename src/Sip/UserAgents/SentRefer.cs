using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>A REFER of ours, and the subscription that it made (RFC 3515 section 2.4.4). Touches no socket and no clock.</summary>
/// <remarks>
/// <code>
/// Sent      --NOTIFY 1xx--> Notified    --300..699--> over    --2xx without subscription--> over    notify limit --> over: Timeout
/// Notified                              --NOTIFY 200..699, or terminated--> over                    end limit    --> over: Timeout
/// </code>
/// </remarks>
internal sealed class SentRefer(Leg leg, uint sequence, SipReferral referral, TimeSpan now)
{
    private readonly TimeSpan _endBy = now + referral.EndWithin;
    private readonly TimeSpan _notifyBy = now + (referral.NotifyWithin < referral.EndWithin ? referral.NotifyWithin : referral.EndWithin);

    public Leg Leg => leg;

    /// <summary>A NOTIFY has come.</summary>
    public bool IsNotified { get; set; }

    /// <summary>Null while it is open.</summary>
    public SipReferOutcome? Outcome { get; set; }

    public TimeSpan? NextDeadline => Outcome is not null ? null : IsNotified ? _endBy : _notifyBy;

    /// <summary>The subscription that a NOTIFY names by its Event is this one: <c>id</c> is the REFER's CSeq, and may be missing (section 2.4.6).</summary>
    public bool IsNamedBy(string package) =>
        !TryReadId(package, out var id) || (SipGrammar.TryReadNumber(id, int.MaxValue, out var number) && number == sequence);

    private static bool TryReadId(string package, out string? id)
    {
        var semicolon = package.IndexOf(';', StringComparison.Ordinal);
        id = semicolon >= 0 && SipParameters.TryParse(package[semicolon..], out var parameters) ? parameters["id"] : null;
        return id is not null;
    }
}

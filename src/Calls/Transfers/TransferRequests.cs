using System.Text;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>What a transfer's requests say. Of the call they carry the handoff's token alone, and of the caller nothing.</summary>
internal static class TransferRequests
{
    /// <param name="us">The address that the caller called.</param>
    public static SipReferral Referral(Handover handover, SipUri us) => new()
    {
        Target = handover.Address,
        TargetHeaders = Token(handover),
        ReferredBy = us,
        NotifyWithin = handover.Terms.ReferWithin,
        EndWithin = handover.Terms.ReferWithin + handover.Terms.AnswerWithin,
    };

    /// <param name="offer">Null to let the colleague's telephone offer.</param>
    public static SipCallRequest Invite(Handover handover, Sensitive<string>? offer, SipUri us) => new()
    {
        Target = handover.Address,
        From = us,
        Body = Octets(offer),
        AnswerWithin = handover.Terms.AnswerWithin,
        Headers = Token(handover),
    };

    public static ReadOnlyMemory<byte> Octets(Sensitive<string>? sdp) => sdp is { } written ? Encoding.UTF8.GetBytes(written.Reveal()) : default(ReadOnlyMemory<byte>);

    private static IReadOnlyList<SipHeader> Token(Handover handover) => handover.Token is not { } token ? [] :
    [
        new(SipHeaderNames.UserToUser, new UserToUser { Octets = Encoding.ASCII.GetBytes(token.Reveal()) }.Format()),
        new(handover.Terms.Header, token.Reveal()),
    ];
}

using System.Text;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>The answers that the signalling plane gives, each written once.</summary>
internal static class CallReplies
{
    public const string Sdp = "application/sdp";

    public static readonly SipReply Ringing = new(180);

    /// <param name="sdp">Octets as the media plane wrote them.</param>
    public static SipReply Answer(Sensitive<string> sdp) => new(200) { ContentType = Sdp, Body = Encoding.UTF8.GetBytes(sdp.Reveal()) };

    public static SipReply Refusal(CallRefusalReason reason, TimeSpan? retryAfter) => reason switch
    {
        CallRefusalReason.UnknownTenant => new SipReply(404),
        CallRefusalReason.InternalError => new SipReply(500),
        CallRefusalReason.BadOffer => new SipReply(400) { ReasonPhrase = "Bad Request: Session Description" },
        CallRefusalReason.NoOffer => NotAcceptable(399, "The INVITE must carry the offer"),
        CallRefusalReason.NothingInCommon => NotAcceptable(305, "Incompatible media format"),
        _ => Unavailable(retryAfter),
    };

    /// <summary>A changed session is not taken up; the one under way goes on (RFC 3261 section 14.2).</summary>
    public static readonly SipReply SessionStays = NotAcceptable(399, "The session stays as it is");

    /// <summary>Another change of the session is under way (RFC 3261 section 14.2).</summary>
    public static readonly SipReply Glare = new(491);

    /// <param name="retryAfter">Rounded up to whole seconds, at least one; null when trying again will not help.</param>
    public static SipReply Unavailable(TimeSpan? retryAfter) => new(503)
    {
        Headers = retryAfter is { } wait ? [new SipHeader(SipHeaderNames.RetryAfter, Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString())] : [],
    };

    public static CallRefusalReason ToRefusal(MediaRefusalReason reason) => reason switch
    {
        MediaRefusalReason.BadOffer => CallRefusalReason.BadOffer,
        MediaRefusalReason.NothingInCommon => CallRefusalReason.NothingInCommon,
        MediaRefusalReason.NoCapacity => CallRefusalReason.NoCapacity,
        MediaRefusalReason.AgentUnavailable => CallRefusalReason.AgentUnavailable,
        MediaRefusalReason.TranscriberUnavailable => CallRefusalReason.TranscriberUnavailable,
        MediaRefusalReason.AuditUnavailable => CallRefusalReason.AuditUnavailable,
        MediaRefusalReason.PolicyUnavailable => CallRefusalReason.PolicyUnavailable,
        MediaRefusalReason.InternalError => CallRefusalReason.InternalError,
        _ => CallRefusalReason.MediaUnavailable,
    };

    /// <summary>Why we hang up, for the carrier's records (RFC 3326).</summary>
    public static SipHeader ReasonHeader(CallEndReason reason) => new(SipHeaderNames.Reason, reason switch
    {
        CallEndReason.RtpTimeout => "SIP;cause=408;text=\"No media from the caller\"",
        CallEndReason.NoInput => "SIP;cause=480;text=\"Nobody there\"",
        CallEndReason.ApologyPlayed => "SIP;cause=503;text=\"Nobody to answer\"",
        CallEndReason.Transferred => "SIP;cause=200;text=\"Transferred\"",
        CallEndReason.AgentHungUp => "Q.850;cause=16",
        CallEndReason.ShutDown => "SIP;cause=503;text=\"Shutting down\"",
        _ => "SIP;cause=500;text=\"Internal error\"",
    });

    private static SipReply NotAcceptable(int warning, string words) =>
        new(488) { Headers = [new SipHeader(SipHeaderNames.Warning, $"{warning} cvp \"{words}\"")] };
}

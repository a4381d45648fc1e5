using System.Collections.Immutable;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;

namespace CompliantVoiceProxy.Sip.UserAgents;

/// <summary>What an endpoint understands. Every default stands here and nowhere else.</summary>
public sealed record SipUserAgentOptions
{
    public SipTimers Timers { get; init; } = new();

    public SipLimits Limits { get; init; } = new();

    /// <summary>
    /// Methods beyond INVITE, ACK, BYE and CANCEL that the user answers; REFER gets 603 when it is not among them, every other 405. The NOTIFYs of our
    /// own REFERs are the endpoint's work.
    /// </summary>
    public ImmutableArray<string> Methods { get; init; } = [SipMethods.Options];

    /// <summary>Option tags that the user honours; another in Require gets 420.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>Media types that an INVITE may carry; another gets 415.</summary>
    public ImmutableArray<string> ContentTypes { get; init; } = ["application/sdp"];

    /// <summary>What a 503 for too many transactions says in Retry-After.</summary>
    public TimeSpan OverloadRetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The value of Allow.</summary>
    public string Allow => string.Join(", ", (IEnumerable<string>)[SipMethods.Invite, SipMethods.Ack, SipMethods.Bye, SipMethods.Cancel, SipMethods.Notify, .. Methods.Where(method => method != SipMethods.Notify)]);
}

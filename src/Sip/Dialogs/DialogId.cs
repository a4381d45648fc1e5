using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Dialogs;

/// <summary>Call-ID and the two tags (RFC 3261 section 12). A peer of RFC 2543 has no tag: its is empty.</summary>
internal readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag)
{
    /// <summary>The dialog that a request of the peer's names.</summary>
    public static DialogId OfRequest(SipRequest request) => new(request.CallId, request.To.Tag ?? "", request.From.Tag ?? "");

    public override string ToString() => $"[{nameof(DialogId)} withheld]";
}

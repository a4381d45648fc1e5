using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>What a message is matched to its transaction by (RFC 3261 sections 17.1.3 and 17.2.3).</summary>
internal readonly record struct TransactionKey(string Branch, string SentBy, string Method)
{
    /// <summary>Branch, sent-by and method; for a peer of RFC 2543, whose branch names nothing, the fields that its matching rule lists.</summary>
    /// <param name="method">INVITE for an ACK or a CANCEL that looks for its INVITE.</param>
    public static TransactionKey ForServer(SipRequest request, string method)
    {
        var via = request.TopVia;
        return via.HasRfc3261Branch
            ? new(via.Branch, $"{via.Host}:{via.Port}".ToLowerInvariant(), method)
            : new(string.Join('\n', request.RequestUri.Text, request.From.Tag, request.CallId, request.CSeq.Number, via.Branch), $"{via.Host}:{via.Port}", method);
    }

    public static TransactionKey ForClient(SipMessage message) => new(message.TopVia.Branch, "", message.CSeq.Method);

    public override string ToString() => $"[{nameof(TransactionKey)} withheld]";
}

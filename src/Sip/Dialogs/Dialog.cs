using System.Collections.Immutable;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transports;

namespace CompliantVoiceProxy.Sip.Dialogs;

/// <summary>One side's knowledge of a dialog (RFC 3261 section 12): identity, sequence numbers, remote target, route set.</summary>
internal sealed class Dialog
{
    private readonly string _localAddress;
    private readonly string _remoteAddress;
    private readonly SipFlow _heardFrom;
    private ImmutableArray<NameAddress> _routes;
    private SipUri _remoteTarget;
    private uint _localSequence;
    private uint? _remoteSequence;

    private Dialog(DialogId id, string localAddress, string remoteAddress, ImmutableArray<NameAddress> routes, SipUri remoteTarget, SipFlow heardFrom)
    {
        (Id, _localAddress, _remoteAddress, _routes, _remoteTarget, _heardFrom) = (id, localAddress, remoteAddress, routes, remoteTarget, heardFrom);
    }

    public DialogId Id { get; }

    /// <summary>We sent the first INVITE.</summary>
    public bool IsCaller { get; private init; }

    /// <summary>The called side's dialog (section 12.1.1): the route set is Record-Route in the request's order.</summary>
    /// <param name="flow">Where the INVITE came from, for a remote target that is no address.</param>
    public static Dialog ForServer(SipRequest invite, string localTag, SipFlow flow)
    {
        var to = invite.Headers.Get(SipHeaderNames.To)!;
        var id = new DialogId(invite.CallId, localTag, invite.From.Tag ?? "");
        return new Dialog(
            id,
            invite.To.Tag is null ? $"{to};tag={localTag}" : to,
            invite.Headers.Get(SipHeaderNames.From)!,
            ReadRoutes(invite),
            (invite.Contact ?? invite.From).Uri, // a peer of RFC 2543 may send no Contact
            flow)
        {
            _remoteSequence = invite.CSeq.Number,
        };
    }

    /// <summary>The caller's dialog (section 12.1.2): the route set is Record-Route in the response's reverse order.</summary>
    public static Dialog ForClient(SipRequest invite, SipResponse answer, SipFlow flow)
    {
        return new Dialog(
            new DialogId(invite.CallId, invite.From.Tag!, answer.To.Tag ?? ""),
            invite.Headers.Get(SipHeaderNames.From)!,
            answer.Headers.Get(SipHeaderNames.To)!,
            ReadReversedRoutes(answer),
            answer.Contact?.Uri ?? invite.RequestUri,
            flow)
        {
            IsCaller = true,
            _localSequence = invite.CSeq.Number,
        };
    }

    /// <summary>An early dialog has its 2xx: the route set is computed anew (section 13.2.2.4).</summary>
    public void Confirm(SipResponse answer)
    {
        _routes = ReadReversedRoutes(answer);
        RefreshTarget(answer);
    }

    /// <summary>Takes note of a request's sequence number.</summary>
    /// <returns>False when it is not above the last one: 500 is the answer (section 12.2.2). ACK and CANCEL have their INVITE's number.</returns>
    public bool TryAdvanceRemoteSequence(uint number)
    {
        if (_remoteSequence is { } last && number <= last)
        {
            return false;
        }

        _remoteSequence = number;
        return true;
    }

    /// <summary>INVITE, UPDATE, REFER and NOTIFY, and their 2xx, are target refreshes (section 12.2).</summary>
    public void RefreshTarget(SipMessage message) => _remoteTarget = message.Contact?.Uri ?? _remoteTarget;

    /// <summary>A request within the dialog (section 12.2.1.1), with the next sequence number.</summary>
    public SipRequest CreateRequest(string method, string branch, SipHeaders? extra = null, ReadOnlyMemory<byte> body = default) =>
        Create(method, ++_localSequence, branch, extra, body);

    /// <summary>The ACK of a 2xx: its INVITE's sequence number, a transaction of its own (section 13.2.2.4).</summary>
    public SipRequest CreateAck(uint inviteSequence, string branch, SipHeaders? extra = null, ReadOnlyMemory<byte> body = default) =>
        Create(SipMethods.Ack, inviteSequence, branch, extra, body);

    /// <summary>Where the next request goes: the first route, else the remote target; a host that is no address is where the peer was heard.</summary>
    public SipFlow NextHop()
    {
        var hop = _routes is [var first, ..] ? first.Uri : _remoteTarget;
        return hop.TryGetEndPoint(out var endPoint) ? _heardFrom with { Remote = endPoint } : _heardFrom;
    }

    private SipRequest Create(string method, uint sequence, string branch, SipHeaders? extra, ReadOnlyMemory<byte> body)
    {
        var local = _heardFrom.Local;
        var headers = new SipHeaders()
            .Add(SipHeaderNames.Via, $"SIP/2.0/{local.Protocol} {local.Host}:{local.Port};branch={branch};rport")
            .Add(SipHeaderNames.MaxForwards, "70")
            .Add(SipHeaderNames.From, _localAddress)
            .Add(SipHeaderNames.To, _remoteAddress)
            .Add(SipHeaderNames.CallId, Id.CallId)
            .Add(SipHeaderNames.CSeq, new CSeq(sequence, method).Format());

        // A first route without lr is a strict router: it becomes the Request-URI, and the target goes last.
        var isStrict = _routes is [var first, ..] && first.Uri.GetParameter("lr") is null;
        var routes = isStrict ? _routes.RemoveAt(0).Add(new NameAddress(_remoteTarget, SipParameters.Empty)) : _routes;
        foreach (var route in routes)
        {
            headers.Add(SipHeaderNames.Route, route.Format());
        }

        foreach (var header in extra ?? [])
        {
            headers.Add(header.Name, header.Value);
        }

        return new SipRequest(method, isStrict ? _routes[0].Uri : _remoteTarget, headers, body);
    }

    private static ImmutableArray<NameAddress> ReadReversedRoutes(SipMessage message) => [.. ReadRoutes(message).Reverse()];

    private static ImmutableArray<NameAddress> ReadRoutes(SipMessage message) =>
        [.. message.Headers.GetValues(SipHeaderNames.RecordRoute).Select(value => NameAddress.TryParse(value, out var route) ? route : null).OfType<NameAddress>()];
}

using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>
/// Caller and colleague joined without our media: what one side wants to change of the session, such as hold, is asked of the other one. One wish at a
/// time; another meanwhile gets 491 (RFC 3261 section 14.2). Touches no socket, no clock and no log.
/// </summary>
/// <remarks>
/// <code>
/// Idle --re-INVITE with offer--> asks the other --200: 200 with it--> Idle      --refused: 488--> Idle
/// Idle --re-INVITE without-----> asks the other --200 with offer: 200 with it--> waits --ACK with answer: ACK with it--> Idle
/// </code>
/// </remarks>
internal sealed class DirectJoin
{
    private Reoffered? _wish;
    private CallSide? _owesAnswer; // whose ACK will carry it

    public IReadOnlyList<CallEffect> Handle(CallEvent happened) => happened switch
    {
        Reoffered again when _wish is not null || _owesAnswer is not null => [new AnswerReoffer(again.Request, CallReplies.Glare)],
        Reoffered again => Ask(again),
        SessionAnswered answered when _wish is { } wish && answered.Side != wish.Side => Settle(wish, answered.Answer is { } answer && wish.Offer is not null ? CallReplies.Answer(answer) : CallReplies.SessionStays),
        SessionOffered offered when _wish is { } wish && offered.Side != wish.Side => PassOffer(wish, offered.Offer),
        SessionRefused refused when _wish is { } wish && refused.Side != wish.Side => Settle(wish, refused.Status == 491 ? CallReplies.Glare : CallReplies.SessionStays),
        Acknowledged acknowledged when _owesAnswer == acknowledged.Side => PassAnswer(acknowledged),
        _ => [],
    };

    private static CallSide Other(CallSide side) => side is CallSide.Caller ? CallSide.Agent : CallSide.Caller;

    private List<CallEffect> Ask(Reoffered again)
    {
        _wish = again;
        return [new OfferSession(Other(again.Side), again.Offer)];
    }

    private List<CallEffect> PassOffer(Reoffered wish, Sensitive<string> offer)
    {
        _owesAnswer = wish.Side;
        return Settle(wish, CallReplies.Answer(offer));
    }

    private List<CallEffect> PassAnswer(Acknowledged acknowledged)
    {
        _owesAnswer = null;
        return [new AcknowledgeOffer(Other(acknowledged.Side), acknowledged.Answer)];
    }

    private List<CallEffect> Settle(Reoffered wish, SipReply reply)
    {
        _wish = null;
        return [new AnswerReoffer(wish.Request, reply)];
    }
}

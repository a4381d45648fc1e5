using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>
/// Keeps back whatever a secure capture touches: while it lasts nothing leaves, and a turn that had begun when it ended is kept to its end. What the AI
/// has of a turn that was not committed is taken back, secrets are forgotten at its end, and an AI that had asked for it is told how it ended.
/// </summary>
/// <remarks>One a call, of its loop.</remarks>
/// <param name="record">Puts an event on record, in order with what is sent.</param>
/// <param name="goOn">The AI has been told something, or could not be.</param>
/// <param name="fail">The call cannot go on with the AI.</param>
internal sealed class CaptureWard(
    SecureCapture capture, SessionPipe pipe, Action<AuditEvent, TimeSpan> record, Action<bool, TimeSpan> goOn, Action<FailoverReason, TimeSpan> fail)
{
    private MediaTime _endedAt;
    private CaptureSubject? _requested; // what the AI asked for and waits for
    private CardEntry? _card; // what the capture under way is to bring
    private Action<CardDetails?, TimeSpan>? _cardTaken;

    /// <summary>The AI gets nothing now.</summary>
    public bool IsActive => capture.IsActive;

    /// <summary>Whether a decided release is kept from the voice AI.</summary>
    public bool Keeps(PendingRelease pending) => capture.IsActive || pending.Turn.Start < _endedAt;

    public void Hear(Transcription caller, TimeSpan now)
    {
        foreach (var word in caller.Words)
        {
            Follow(capture.Hear(Speaker.Caller, word.Text, now), now);
        }
    }

    public void HearAgent(Sensitive<string> text, TimeSpan now) => Follow(capture.Hear(Speaker.Agent, text, now), now);

    /// <summary>While a card is keyed in, the keys are the card's: none of them ends the capture.</summary>
    public void Press(Sensitive<char> key, TimeSpan now)
    {
        if (_card is { } card)
        {
            card.Press(key);
            TakeCard(now);
        }
        else
        {
            Follow(capture.Press(key, now), now);
        }
    }

    /// <summary>The AI asks for one. One that is under way goes on, and is the AI's from now on.</summary>
    public void Request(CaptureSubject subject, TimeSpan now)
    {
        _requested = subject;
        Follow(capture.UseTool(SecureCapturePolicy.RequestTool, now), now);
    }

    /// <summary>The AI asks for something that needs a card: a capture that ends when the card is complete. One that is under way goes on to that.</summary>
    /// <param name="taken">Gets the card when the capture has ended; null when it has not become complete.</param>
    public void RequestCard(CardEntry card, Action<CardDetails?, TimeSpan> taken, TimeSpan now)
    {
        (_requested, _card, _cardTaken) = (CaptureSubject.Card, card, taken);
        Follow(capture.Request(now), now);
    }

    /// <summary>The AI calls a tool of the tenant's, or gets its result: the policy may have it begin a capture or end one.</summary>
    public void UseTool(string name, TimeSpan now) => Follow(capture.UseTool(name, now), now);

    /// <summary>The AI calls a tool that is not the proxy's and that is refused: the policy may have it begin a capture, but it ends none.</summary>
    public void RefuseTool(Sensitive<string> name, TimeSpan now)
    {
        if (!capture.IsActive)
        {
            Follow(capture.UseTool(name.Reveal(), now), now);
        }
    }

    /// <summary>Ends it when its time is over, or when all that it was begun for has been said.</summary>
    public void Advance(TimeSpan now)
    {
        _card?.Listen();
        TakeCard(now);
        Follow(capture.Advance(now), now);
    }

    private void TakeCard(TimeSpan now)
    {
        if (_card is { } card && (card.IsComplete || card.Refused is not null))
        {
            var details = card.Take(); // before the end, at which secrets are forgotten
            var taken = _cardTaken;
            (_card, _cardTaken) = (null, null);
            Follow(capture.Finish(now), now);
            taken?.Invoke(details, now);
        }
    }

    private void Follow(CaptureChange change, TimeSpan now)
    {
        if ((change & CaptureChange.Ended) is var ended and not CaptureChange.None)
        {
            _endedAt = pipe.Caller.HeardTo;
            pipe.Caller.Vault.ForgetSecrets();
            record(new SecureCaptureEnded(AuditLabel.Of(ended)), now);
            if (_requested is { } subject && !capture.IsActive)
            {
                _requested = null;
                goOn(pipe.Lane.TryTell(new CaptureNotice(subject, IsDone: ended is CaptureChange.Done)), now);
            }

            if (_cardTaken is { } taken && !capture.IsActive)
            {
                (_card, _cardTaken) = (null, null);
                taken(null, now);
            }
        }

        if (change.HasFlag(CaptureChange.Began))
        {
            record(new SecureCaptureBegan(), now);
            if (!pipe.Lane.TryTakeBackTurn())
            {
                fail(FailoverReason.AgentLost, now); // else what the AI has of this turn would be committed with the next
            }
        }
    }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>The talk so far, cleared: for a voice AI that takes it up, and for colleagues.</summary>
/// <remarks>One a call, of its loop. Of a long talk the newest turns are kept.</remarks>
internal sealed class Talk
{
    private const int Capacity = 200;

    private readonly Queue<RememberedTurn> _turns = new();
    private RememberedTurn? _last;

    public void CallerSaid(ReleasedText text) => Add(new CallerSaid(text));

    public void AgentSaid(ClearedText text) => Add(new AgentSaid(text));

    /// <param name="isAnswered">False when the last turn is about to be sent anew: then it is left out.</param>
    public ImmutableArray<RememberedTurn> ForAgent(bool isAnswered) => isAnswered || _last is not Agents.CallerSaid ? [.. _turns] : [.. _turns.SkipLast(1)];

    public ImmutableArray<HandoffTurn> ForPeople() => [.. _turns.Select(turn => turn switch
    {
        CallerSaid caller => new HandoffTurn(HandoffSpeaker.Caller, new Sensitive<string>(caller.Text.Text)),
        AgentSaid agent => new HandoffTurn(HandoffSpeaker.VoiceAi, new Sensitive<string>(agent.Text.Text)),
        _ => throw new InvalidOperationException("A turn of an unknown kind."),
    })];

    private void Add(RememberedTurn turn)
    {
        _turns.Enqueue(turn);
        _last = turn;
        while (_turns.Count > Capacity)
        {
            _turns.Dequeue();
        }
    }
}

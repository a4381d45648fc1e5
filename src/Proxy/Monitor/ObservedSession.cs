using System.Threading.Channels;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>A session with a voice AI that tells an observation what goes either way, and changes nothing of it.</summary>
internal sealed class ObservedSession(IAgentSession inner, DummyObservation observation) : IAgentSession
{
    public ChannelReader<AgentEvent> Events { get; } = new ObservedEvents(inner.Events, observation);

    public TimeSpan? MaximumSession => inner.MaximumSession;

    public ValueTask SendAudioAsync(ReleasedAudio audio, CancellationToken cancellationToken)
    {
        observation.NoteSent(audio);
        return inner.SendAudioAsync(audio, cancellationToken);
    }

    public ValueTask CommitTurnAsync(ReleasedText? transcript, CancellationToken cancellationToken)
    {
        observation.NoteCommitted(transcript);
        return inner.CommitTurnAsync(transcript, cancellationToken);
    }

    public ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken) => inner.AnswerToolAsync(callId, outcome, cancellationToken);

    public ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken) => inner.TellAsync(notice, cancellationToken);

    public ValueTask ClearTurnAsync(CancellationToken cancellationToken) => inner.ClearTurnAsync(cancellationToken);

    public ValueTask CancelAnswerAsync(string itemId, MediaTime played, CancellationToken cancellationToken) => inner.CancelAnswerAsync(itemId, played, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class ObservedEvents(ChannelReader<AgentEvent> inner, DummyObservation observation) : ChannelReader<AgentEvent>
    {
        public override Task Completion => inner.Completion;

        public override bool TryRead(out AgentEvent item)
        {
            if (!inner.TryRead(out item!))
            {
                return false;
            }

            observation.NoteEvent(item);
            return true;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => inner.WaitToReadAsync(cancellationToken);
    }
}

using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents;

/// <summary>One conversation with a voice AI. Whatever it is sent has been released.</summary>
/// <remarks>Sends are ordered; a send to a closed session does nothing, as <see cref="AgentClosed"/> is on its way. Sends come from one loop at a time.</remarks>
public interface IAgentSession : IAsyncDisposable
{
    /// <summary>What the AI says and does, in order; completes after <see cref="AgentClosed"/>. Bounded: a reader that stops reading stops the socket's reading.</summary>
    ChannelReader<AgentEvent> Events { get; }

    /// <summary>How long the vendor lets a session last, from its beginning; null where it names no limit. What is to go on longer needs a new one, with <see cref="AgentOptions.Context"/>.</summary>
    TimeSpan? MaximumSession => null;

    /// <summary>Appends to the turn under way. Does nothing when the options do not send audio.</summary>
    ValueTask SendAudioAsync(ReleasedAudio audio, CancellationToken cancellationToken);

    /// <summary>Ends the caller's turn and asks for the answer. Each turn brings one <see cref="AnswerEnded"/>, unless the session closes before.</summary>
    /// <remarks>While an answer is under way it is cancelled for the new one. Less than 100 ms of audio is not committed, as the protocol refuses it.</remarks>
    /// <param name="transcript">The whole turn's released text; sent only when the options send text.</param>
    ValueTask CommitTurnAsync(ReleasedText? transcript, CancellationToken cancellationToken);

    /// <summary>Answers a tool call and asks the AI to go on, when it has said what it is saying. Brings one <see cref="AnswerEnded"/>, as a turn does.</summary>
    /// <param name="callId">From <see cref="AgentToolCall.CallId"/>; one that the AI did not name in this session is not answered.</param>
    ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The same with what the tool answered, as JSON. A voice AI that has no place for it gets <see cref="ToolOutcome.Done"/>.</summary>
    ValueTask AnswerToolAsync(string callId, ReleasedAnswer answer, CancellationToken cancellationToken) => AnswerToolAsync(callId, ToolOutcome.Done, cancellationToken);

    /// <summary>Tells the AI how something ended that it asked for, and asks it to go on, when it has said what it is saying. Brings one <see cref="AnswerEnded"/>, as a turn does.</summary>
    ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken);

    /// <summary>Drops what was appended since the last commit.</summary>
    ValueTask ClearTurnAsync(CancellationToken cancellationToken);

    /// <summary>Stops the answer under way, if any, and cuts the AI's memory of it to what the caller heard.</summary>
    /// <param name="itemId">From <see cref="AgentAudio.ItemId"/>.</param>
    /// <param name="played">How much of the item's audio the caller has heard.</param>
    ValueTask CancelAnswerAsync(string itemId, MediaTime played, CancellationToken cancellationToken);
}

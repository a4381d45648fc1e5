using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>A conversation in the OpenAI Realtime protocol. The caller's turns go out as they are released; answers are asked for one at a time.</summary>
internal sealed class OpenAIRealtimeSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : SocketAgentSession(socket, options, limits, logger)
{
    /// <summary>The protocol refuses to commit less.</summary>
    private static readonly MediaTime ShortestTurn = MediaTime.FromMilliseconds(100);

    private readonly ClientEventWriter _writer = new(options.Protocol, options.AudioEncoding);
    private readonly ServerEventParser _parser = new(options.Protocol, options.AudioEncoding);
    private readonly AnswerProgress _answer = new();
    private readonly SpokenItems _spoken = new();

    public override TimeSpan? MaximumSession { get; } = TimeSpan.FromMinutes(60);

    protected override TurnAudioEncoder Turn { get; } = new(options.AudioEncoding);

    protected override Task<string> SetUpAsync(CancellationToken cancellationToken) =>
        SessionSetup.RunAsync(Socket, _writer, _parser, Options, cancellationToken);

    protected override async ValueTask CommitNeedsTurnAsync(ReleasedText? transcript)
    {
        if (Turn.Duration >= ShortestTurn)
        {
            await SendEncodedNeedsTurnAsync();
            await Socket.SendAsync(_writer.CommitAudio());
        }
        else if (Turn.Duration > MediaTime.Zero)
        {
            await Socket.SendAsync(_writer.ClearAudio());
        }

        if (transcript is not null)
        {
            await Socket.SendAsync(_writer.CreateUserMessage(transcript));
        }

        await FollowNeedsTurnAsync(_answer.Request());
    }

    protected override async ValueTask AnswerToolNeedsTurnAsync(OpenToolCall? call, ToolResult result)
    {
        if (call is not null)
        {
            await Socket.SendAsync(_writer.CreateToolOutput(call, result));
        }

        await FollowNeedsTurnAsync(_answer.GoOn());
    }

    protected override async ValueTask TellNeedsTurnAsync(AgentNotice notice)
    {
        await Socket.SendAsync(_writer.CreateNotice(notice));
        await FollowNeedsTurnAsync(_answer.GoOn());
    }

    protected override async ValueTask ClearNeedsTurnAsync() => await Socket.SendAsync(_writer.ClearAudio());

    protected override async ValueTask CancelNeedsTurnAsync(string itemId, MediaTime played)
    {
        await FollowNeedsTurnAsync(_answer.Cancel());

        // Only an item that the AI named on this socket is named back to it.
        if (_spoken.Find(itemId) is { } item && played < item.Received)
        {
            await Socket.SendAsync(_writer.TruncateItem(item, played));
        }
    }

    protected override async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!_parser.TryParse(message, out var serverEvent))
        {
            await Socket.RefuseAsync();
            return;
        }

        switch (serverEvent)
        {
            case ResponseCreated created:
                if (_answer.Started())
                {
                    await RaiseAsync(new AnswerStarted(created.ResponseId));
                }

                break;
            case AudioDelta or TranscriptDelta when _answer.IsUnwanted:
                break; // was on its way when the answer was cancelled
            case AudioDelta audio:
                _spoken.Add(audio.ItemId, MediaTime.FromSamples(audio.Samples.Length, Options.AudioEncoding.SampleRate()));
                await RaiseAsync(new AgentAudio(audio.ItemId, audio.Samples, Options.AudioEncoding.SampleRate()));
                break;
            case TranscriptDelta transcript:
                await RaiseAsync(new AgentTranscript(transcript.ItemId, transcript.Text, transcript.IsFinal));
                break;
            case ToolCallDone call: // of an answer that was cut off too: the AI waits for it all the same
                await RaiseCallAsync(call.CallId, call.Name, call.Arguments);
                break;
            case ResponseDone done:
                if (done.Reason is AnswerEndReason.Failed)
                {
                    Log.AnswerFailed(Logger, Id, done.Code);
                }

                Follow(_answer.Ended(), new AnswerEnded(done.ResponseId, done.Reason));
                break;
            case ErrorEvent error:
                Complain(error.Code);
                Follow(_answer.Refused(error.Code, error.EventId), new AnswerEnded(ResponseId: "", AnswerEndReason.Failed));
                break;
            case UnknownEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    protected override async ValueTask SendEncodedNeedsTurnAsync()
    {
        while (_writer.TryAppendAudio(Turn, out var message) && await Socket.SendAsync(message))
        {
        }
    }

    protected override void DisposeWriter() => _writer.Dispose();

    /// <summary>Does what follows from the AI's events.</summary>
    private void Follow(AnswerStep step, AnswerEnded ended)
    {
        if (step.IsTurnOver)
        {
            Raise(ended);
        }

        if (step.Request is not AnswerRequest.None)
        {
            SendLater(() => SendNeedsTurnAsync(step.Request));
        }
    }

    /// <summary>Does what follows from the call's wishes.</summary>
    private async ValueTask FollowNeedsTurnAsync(AnswerStep step)
    {
        if (step.IsTurnOver)
        {
            Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Cancelled));
        }

        await SendNeedsTurnAsync(step.Request);
    }

    private async ValueTask SendNeedsTurnAsync(AnswerRequest request)
    {
        switch (request)
        {
            case AnswerRequest.Create:
                var message = _writer.CreateResponse();
                if (_answer.TryCreate(_writer.LastEventId))
                {
                    await Socket.SendAsync(message);
                }

                break;
            case AnswerRequest.Cancel:
                await Socket.SendAsync(_writer.CancelResponse());
                break;
        }
    }
}

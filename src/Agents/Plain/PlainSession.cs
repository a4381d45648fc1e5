using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>A conversation in the plain protocol. Answers are numbered by us, so one that is not wanted any more is over at once, whatever still comes of it.</summary>
internal sealed class PlainSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : SocketAgentSession(socket, options, limits, logger)
{
    private readonly PlainEventWriter _writer = new(options.AudioEncoding);
    private readonly PlainEventParser _parser = new(options.AudioEncoding);
    private readonly OpenAnswers _answers = new();
    private readonly SpokenItems _spoken = new();

    protected override TurnAudioEncoder Turn { get; } = new(options.AudioEncoding);

    protected override async Task<string> SetUpAsync(CancellationToken cancellationToken)
    {
        await Socket.SendAsync(_writer.StartSession(Options));
        var message = await ReceiveSetUpAsync(cancellationToken);
        var session = (_parser.TryParse(message, out var plainEvent) ? plainEvent : null) switch
        {
            SessionStarted { IsFormatRight: true } started => started.SessionId,
            SessionStarted => throw new AgentUnavailableException($"The voice AI does not take the audio format {Options.AudioEncoding}: choose another in audio-format."),
            PlainError error => throw new AgentUnavailableException($"The voice AI refused the session: {error.Code}."),
            _ => throw new AgentUnavailableException("The voice AI does not speak the plain protocol."),
        };
        if (Options.ToldContext is { Count: > 0 } context)
        {
            await Socket.SendAsync(_writer.Remind(context));
        }

        return session;
    }

    protected override async ValueTask SendEncodedNeedsTurnAsync()
    {
        while (_writer.TryAppendAudio(Turn, out var message) && await Socket.SendAsync(message))
        {
        }
    }

    protected override async ValueTask CommitNeedsTurnAsync(ReleasedText? transcript)
    {
        await SendEncodedNeedsTurnAsync();
        RaiseCancelled(_answers.Stop().Select(answer => answer.Id));
        await Socket.SendAsync(_writer.EndTurn(_answers.Ask(), transcript));
    }

    protected override async ValueTask AnswerToolNeedsTurnAsync(OpenToolCall? call, ToolResult result) =>
        await Socket.SendAsync(_writer.ToolResult(_answers.Ask(), call, result));

    protected override async ValueTask TellNeedsTurnAsync(AgentNotice notice) => await Socket.SendAsync(_writer.Notice(_answers.Ask(), notice));

    protected override async ValueTask ClearNeedsTurnAsync() => await Socket.SendAsync(_writer.ClearTurn());

    protected override async ValueTask CancelNeedsTurnAsync(string itemId, MediaTime played)
    {
        var open = _answers.Stop();
        RaiseCancelled(open.Select(answer => answer.Id));
        if (AnswerNumber.Parse(itemId) is { } answer && _spoken.Find(itemId) is { } item)
        {
            if (open.Count > 0 || played < item.Received)
            {
                await Socket.SendAsync(_writer.StopAnswer(answer, MediaTime.Max(MediaTime.Zero, MediaTime.Min(played, item.Received))));
            }
        }
        else if (open.Count > 0)
        {
            await Socket.SendAsync(_writer.StopAnswer(open[0], MediaTime.Zero));
        }
    }

    protected override async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!_parser.TryParse(message, out var plainEvent))
        {
            await Socket.RefuseAsync();
            return;
        }

        switch (plainEvent)
        {
            case AnswerAudio audio when _answers.IsOpen(audio.Answer):
                await BeginAsync(audio.Answer);
                _spoken.Add(audio.Answer.Id, MediaTime.FromSamples(audio.Samples.Length, Options.AudioEncoding.SampleRate()));
                await RaiseAsync(new AgentAudio(audio.Answer.Id, audio.Samples, Options.AudioEncoding.SampleRate()));
                break;
            case AnswerText text when _answers.IsOpen(text.Answer):
                await BeginAsync(text.Answer);
                await RaiseAsync(new AgentTranscript(text.Answer.Id, text.Text, text.IsFinal));
                break;
            case ToolCalled call: // of an answer that was stopped too: the AI waits for it all the same
                await RaiseCallAsync(call.CallId, call.Name, call.Arguments);
                break;
            case AnswerOver over when _answers.TryEnd(over.Answer):
                Raise(new AnswerEnded(over.Answer.Id, over.Reason));
                break;
            case PlainError error:
                Complain(error.Code);
                break;
            case SessionOver:
                await Socket.CloseAsync(AgentCloseReason.ClosedByAgent);
                break;
            case UnknownPlainEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    protected override ReadOnlyMemory<byte>? Goodbye() => _writer.EndSession();

    protected override void DisposeWriter() => _writer.Dispose();

    private async ValueTask BeginAsync(AnswerNumber answer)
    {
        if (_answers.TryBegin(answer))
        {
            await RaiseAsync(new AnswerStarted(answer.Id));
        }
    }
}

using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>A conversation over one socket. The caller's turns go out as they are released; one loop reads what the AI says.</summary>
internal sealed class OpenAIRealtimeSession : IAgentSession
{
    /// <summary>The protocol refuses to commit less.</summary>
    private static readonly MediaTime ShortestTurn = MediaTime.FromMilliseconds(100);

    private readonly string _id;
    private readonly RealtimeSocket _socket;
    private readonly ClientEventWriter _writer;
    private readonly ServerEventParser _parser;
    private readonly AgentOptions _options;
    private readonly RealtimeLimits _limits;
    private readonly ILogger _logger;
    private readonly TurnAudioEncoder _turn;
    private readonly AnswerProgress _answer = new();
    private readonly SpokenItems _spoken = new();
    private readonly OpenToolCalls _calls = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _disposal = new();
    private readonly AgentEventQueue _events;
    private readonly Task _receiving;
    private Task _belatedRequest = Task.CompletedTask; // set by the receiving loop alone

    public OpenAIRealtimeSession(
        string id, RealtimeSocket socket, ClientEventWriter writer, ServerEventParser parser, AgentOptions options, RealtimeLimits limits, ILogger logger)
    {
        (_id, _socket, _writer, _parser, _options, _limits, _logger) = (id, socket, writer, parser, options, limits, logger);
        _turn = new TurnAudioEncoder(options.AudioEncoding);

        _events = new AgentEventQueue(limits.WaitingBytes);
        Log.SessionOpened(logger, id, options.Protocol, options.AudioEncoding);
        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    public ChannelReader<AgentEvent> Events => _events;

    private bool HasEnded => _socket.EndReason is not null;

    public async ValueTask SendAudioAsync(ReleasedAudio audio, CancellationToken cancellationToken)
    {
        if (!_options.SendsAudio)
        {
            return;
        }

        using var turn = await TakeTurnAsync(cancellationToken);
        if (HasEnded)
        {
            return;
        }

        _turn.Append(audio);
        await SendEncodedAsync();
    }

    public async ValueTask CommitTurnAsync(ReleasedText? transcript, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (HasEnded)
        {
            return;
        }

        _turn.Flush();
        if (_turn.Duration >= ShortestTurn)
        {
            await SendEncodedAsync();
            await _socket.SendAsync(_writer.CommitAudio());
        }
        else if (_turn.Duration > MediaTime.Zero)
        {
            await _socket.SendAsync(_writer.ClearAudio());
        }

        _turn.Clear();
        if (_options.SendsText && !string.IsNullOrWhiteSpace(transcript?.Text))
        {
            await _socket.SendAsync(_writer.CreateUserMessage(transcript));
        }

        await FollowNeedsTurnAsync(_answer.Request());
    }

    public async ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (HasEnded)
        {
            return;
        }

        // Only a call that the AI named on this socket is named back to it.
        if (_calls.Take(callId) is { } call)
        {
            await _socket.SendAsync(_writer.CreateToolOutput(call, outcome));
        }

        await FollowNeedsTurnAsync(_answer.GoOn());
    }

    public async ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (HasEnded)
        {
            return;
        }

        await _socket.SendAsync(_writer.CreateNotice(notice));
        await FollowNeedsTurnAsync(_answer.GoOn());
    }

    public async ValueTask ClearTurnAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!HasEnded && _turn.Duration > MediaTime.Zero)
        {
            await _socket.SendAsync(_writer.ClearAudio());
        }

        _turn.Clear();
    }

    public async ValueTask CancelAnswerAsync(string itemId, MediaTime played, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (HasEnded)
        {
            return;
        }

        await FollowNeedsTurnAsync(_answer.Cancel());

        // Only an item that the AI named on this socket is named back to it.
        if (_spoken.Find(itemId) is { } item && played < item.Received)
        {
            await _socket.SendAsync(_writer.TruncateItem(item, played));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposal.IsCancellationRequested)
        {
            return;
        }

        await _disposal.CancelAsync();
        await _socket.CloseAsync(AgentCloseReason.Disposed);
        await Task.WhenAny(_receiving, Task.Delay(_limits.CloseTimeout, CancellationToken.None));
        _socket.End(AgentCloseReason.Disposed);
        await _receiving;
        using (await TakeTurnAsync(CancellationToken.None))
        {
            _socket.Dispose();
            _writer.Dispose();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(CancellationToken.None) is { } message)
            {
                await HandleAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed while the reader was not reading.
        }

        await _belatedRequest;
        var reason = _socket.EndReason ?? AgentCloseReason.Disposed;
        Log.SessionClosed(_logger, _id, reason);
        _events.Complete(new AgentClosed(reason));
    }

    private async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!_parser.TryParse(message, out var serverEvent))
        {
            await _socket.RefuseAsync();
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
                _spoken.Add(audio.ItemId, MediaTime.FromSamples(audio.Samples.Length, _options.AudioEncoding.SampleRate()));
                await RaiseAsync(new AgentAudio(audio.ItemId, audio.Samples, _options.AudioEncoding.SampleRate()));
                break;
            case TranscriptDelta transcript:
                await RaiseAsync(new AgentTranscript(transcript.ItemId, transcript.Text, transcript.IsFinal));
                break;
            case ToolCallDone call: // of an answer that was cut off too: the AI waits for it all the same
                _calls.Add(call.CallId);
                await RaiseAsync(new AgentToolCall(call.CallId, call.Name, call.Arguments));
                break;
            case ResponseDone done:
                if (done.Reason is AnswerEndReason.Failed)
                {
                    Log.AnswerFailed(_logger, _id, done.Code);
                }

                Follow(_answer.Ended(), new AnswerEnded(done.ResponseId, done.Reason));
                break;
            case ErrorEvent error:
                Log.Complained(_logger, _id, error.Code);
                _events.Write(new AgentComplaint(error.Code));
                Follow(_answer.Refused(error.Code, error.EventId), new AnswerEnded(ResponseId: "", AnswerEndReason.Failed));
                break;
            case UnknownEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    /// <summary>Does what follows from the AI's events. A request is sent on a task of its own, as this loop must not wait for a send; there is never more than one.</summary>
    private void Follow(AnswerStep step, AnswerEnded ended)
    {
        if (step.IsTurnOver)
        {
            _events.Write(ended);
        }

        if (step.Request is not AnswerRequest.None)
        {
            _belatedRequest = SendAsync(step.Request);
        }
    }

    private async Task SendAsync(AnswerRequest request)
    {
        using var turn = await TakeTurnAsync(CancellationToken.None);
        if (!HasEnded)
        {
            await SendNeedsTurnAsync(request);
        }
    }

    /// <summary>Does what follows from the call's wishes.</summary>
    private async ValueTask FollowNeedsTurnAsync(AnswerStep step)
    {
        if (step.IsTurnOver)
        {
            _events.Write(new AnswerEnded(ResponseId: "", AnswerEndReason.Cancelled));
        }

        await SendNeedsTurnAsync(step.Request);
    }

    private async ValueTask SendEncodedAsync()
    {
        while (_writer.TryAppendAudio(_turn, out var message) && await _socket.SendAsync(message))
        {
        }
    }

    private async ValueTask SendNeedsTurnAsync(AnswerRequest request)
    {
        switch (request)
        {
            case AnswerRequest.Create:
                var message = _writer.CreateResponse();
                if (_answer.TryCreate(_writer.LastEventId))
                {
                    await _socket.SendAsync(message);
                }

                break;
            case AnswerRequest.Cancel:
                await _socket.SendAsync(_writer.CancelResponse());
                break;
        }
    }

    private ValueTask RaiseAsync(AgentEvent agentEvent) => _events.WriteAsync(agentEvent, _disposal.Token);

    private async ValueTask<SendTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        return new SendTurn(_sending);
    }

    /// <summary>Messages that belong together leave together.</summary>
    private readonly struct SendTurn(SemaphoreSlim sending) : IDisposable
    {
        public void Dispose() => sending.Release();
    }
}

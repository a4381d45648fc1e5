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
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _disposal = new();
    private readonly Channel<AgentEvent> _events;
    private readonly Task _receiving;
    private Task _belatedRequest = Task.CompletedTask; // set by the receiving loop alone

    public OpenAIRealtimeSession(
        string id, RealtimeSocket socket, ClientEventWriter writer, ServerEventParser parser, AgentOptions options, RealtimeLimits limits, ILogger logger)
    {
        (_id, _socket, _writer, _parser, _options, _limits, _logger) = (id, socket, writer, parser, options, limits, logger);
        _turn = new TurnAudioEncoder(options.AudioEncoding);

        // Full: the loop below waits, so the socket is not read and the AI is slowed down by TCP. Nothing is dropped.
        _events = Channel.CreateBounded<AgentEvent>(new BoundedChannelOptions(limits.WaitingEvents) { SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });
        Log.SessionOpened(logger, id, options.Protocol, options.AudioEncoding);
        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    public ChannelReader<AgentEvent> Events => _events.Reader;

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

        await SendNeedsTurnAsync(_answer.Request());
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

        await SendNeedsTurnAsync(_answer.Cancel());

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
        await AnnounceEndAsync(new AgentClosed(reason));
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
                _answer.Started();
                await RaiseAsync(new AnswerStarted(created.ResponseId));
                break;
            case AudioDelta or TranscriptDelta when _answer.IsCancelled:
                break; // was on its way when we cancelled
            case AudioDelta audio:
                _spoken.Add(audio.ItemId, MediaTime.FromSamples(audio.Samples.Length, _options.AudioEncoding.SampleRate()));
                await RaiseAsync(new AgentAudio(audio.ItemId, audio.Samples, _options.AudioEncoding.SampleRate()));
                break;
            case TranscriptDelta transcript:
                await RaiseAsync(new AgentTranscript(transcript.ItemId, transcript.Text, transcript.IsFinal));
                break;
            case ResponseDone done:
                if (done.Reason is AnswerEndReason.Failed)
                {
                    Log.AnswerFailed(_logger, _id, done.Code);
                }

                RequestBelatedly(_answer.Ended());
                await RaiseAsync(new AnswerEnded(done.ResponseId, done.Reason));
                break;
            case ErrorEvent error:
                Log.Complained(_logger, _id, error.Code);
                RequestBelatedly(_answer.Refused(error.Code, error.EventId));
                await RaiseAsync(new AgentComplaint(error.Code));
                break;
            case UnknownEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    /// <summary>The answer that had to wait for the end of another. On a task of its own, as this loop must not wait for a send; there is never more than one.</summary>
    private void RequestBelatedly(AnswerRequest request)
    {
        if (request is not AnswerRequest.None)
        {
            _belatedRequest = SendRequestAsync(request);
        }
    }

    private async Task SendRequestAsync(AnswerRequest request)
    {
        using var turn = await TakeTurnAsync(CancellationToken.None);
        if (!HasEnded)
        {
            await SendNeedsTurnAsync(request);
        }
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
                _answer.Created(_writer.LastEventId);
                await _socket.SendAsync(message);
                break;
            case AnswerRequest.Cancel:
                await _socket.SendAsync(_writer.CancelResponse());
                break;
        }
    }

    private ValueTask RaiseAsync(AgentEvent agentEvent) => _events.Writer.WriteAsync(agentEvent, _disposal.Token);

    /// <summary>The last event is heard even by a reader that has stopped: after disposal it takes the place of what was not read.</summary>
    private async Task AnnounceEndAsync(AgentClosed closed)
    {
        try
        {
            await RaiseAsync(closed);
        }
        catch (OperationCanceledException)
        {
            while (!_events.Writer.TryWrite(closed))
            {
                _events.Reader.TryRead(out _);
            }
        }

        _events.Writer.Complete();
    }

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

using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>A conversation with a bot, in the place of VoiceAI Connect. Each turn is a user stream of its own, or a text message where the bot gets no audio.</summary>
/// <remarks>The protocol has no cancel: of an answer that was interrupted the rest is dropped here. A bot's hangup and transfer are raised as calls of the proxy's own tools.</remarks>
internal sealed class AudioCodesBotSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : SocketAgentSession(socket, options, limits, logger)
{
    /// <summary>Pieces of silence behind a turn, for bots that find its end by listening and not by <c>userStream.stop</c>.</summary>
    private const int SilencePieces = 5;

    private readonly BotEventWriter _writer = new();
    private readonly PlayedAnswers _answers = new();
    private TurnAudioEncoder _turn = new(options.AudioEncoding);
    private AgentAudioEncoding _playing = options.AudioEncoding; // the receiving loop's
    private bool _isStreaming;
    private volatile TaskCompletionSource _ready = new();
    private int _wishes;

    protected override TurnAudioEncoder Turn => _turn;

    protected override async Task<string> SetUpAsync(CancellationToken cancellationToken)
    {
        await Socket.SendAsync(_writer.Initiate(Options));
        var message = await ReceiveSetUpAsync(cancellationToken);
        _turn = (BotEventParser.TryParse(message, out var botEvent) ? botEvent : null) switch
        {
            SessionAccepted { Encoding: { } encoding } => new TurnAudioEncoder(encoding),
            SessionAccepted => throw new AgentUnavailableException("The bot chose an audio format that it was not offered."),
            SessionRefused => throw new AgentUnavailableException("The bot refused the session."),
            _ => throw new AgentUnavailableException("The voice AI does not speak the AudioCodes Bot API."),
        };
        await Socket.SendAsync(_writer.StartCall());
        if (Options.Context.Count > 0)
        {
            Complain("context_not_taken"); // the protocol has no words for a talk before this one
        }

        return _writer.ConversationId.ToString();
    }

    /// <summary>Opens the turn's stream first, and waits until the bot is ready for it.</summary>
    protected override async ValueTask SendEncodedNeedsTurnAsync()
    {
        if (!_isStreaming)
        {
            _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _isStreaming = await Socket.SendAsync(_writer.StartUserStream()) && await WaitForReadinessAsync();
        }

        while (_isStreaming && _writer.TryAppendAudio(_turn, out var message) && await Socket.SendAsync(message))
        {
        }
    }

    protected override async ValueTask CommitNeedsTurnAsync(ReleasedText? transcript)
    {
        RaiseCancelled(Enumerable.Repeat("", _answers.Stop()));
        if (_turn.Duration > MediaTime.Zero)
        {
            await SendEncodedNeedsTurnAsync();
            _answers.Ask();
            await EndStreamAsync();
        }
        else if (transcript is not null)
        {
            _answers.Ask();
            await Socket.SendAsync(_writer.Say(transcript));
        }
        else
        {
            Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Cancelled)); // there is nothing to answer
        }
    }

    /// <summary>The bot waits for no result of what it wished: there is nothing to send.</summary>
    protected override ValueTask AnswerToolNeedsTurnAsync(OpenToolCall? call, ToolResult result)
    {
        Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Completed));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TellNeedsTurnAsync(AgentNotice notice)
    {
        _answers.Ask();
        await Socket.SendAsync(_writer.Tell(notice));
    }

    /// <summary>What was sent cannot be taken back; the stream ends, and an answer to it is one that nobody asked for.</summary>
    protected override async ValueTask ClearNeedsTurnAsync()
    {
        if (_isStreaming)
        {
            _isStreaming = false;
            await Socket.SendAsync(_writer.StopUserStream());
        }
    }

    protected override ValueTask CancelNeedsTurnAsync(string itemId, MediaTime played)
    {
        RaiseCancelled(Enumerable.Repeat("", _answers.Stop()));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!BotEventParser.TryParse(message, out var botEvent))
        {
            await Socket.RefuseAsync();
            return;
        }

        switch (botEvent)
        {
            case UserStreamStarted:
                _ready.TrySetResult();
                break;
            case PlayStarted started:
                _playing = started.Encoding ?? _turn.Encoding;
                if (_answers.Begin(started.StreamId) && _answers.ItemId is { } begun)
                {
                    await RaiseAsync(new AnswerStarted(begun));
                }

                break;
            case PlayChunk chunk when _answers.IsWanted(chunk.StreamId) && _answers.ItemId is { } played:
                await PlayAsync(played, chunk);
                break;
            case PlayStopped stopped when _answers.ItemId is { } over && _answers.End(stopped.StreamId):
                Raise(new AnswerEnded(over, AnswerEndReason.Completed));
                break;
            case BotActivities activities:
                await DoAsync(activities);
                break;
            case SessionRefused:
                Complain("session.error");
                break;
            case UnknownBotEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    protected override void OnEnded() => _ready.TrySetResult();

    protected override ReadOnlyMemory<byte>? Goodbye() => _writer.EndSession();

    protected override void DisposeWriter() => _writer.Dispose();

    private async ValueTask PlayAsync(string item, PlayChunk chunk)
    {
        if (_playing.Decode(chunk.Bytes.Span) is { } samples)
        {
            await RaiseAsync(new AgentAudio(item, samples, _playing.SampleRate()));
        }
        else
        {
            await Socket.RefuseAsync();
        }
    }

    private async ValueTask DoAsync(BotActivities activities)
    {
        foreach (var text in activities.Texts)
        {
            if (_answers.ItemId is { } item)
            {
                await RaiseAsync(new AgentTranscript(item, text, IsFinal: true));
            }
        }

        foreach (var wish in activities.Wishes)
        {
            var tool = wish is BotWish.EndCall ? "end_call" : "transfer_to_human";
            await RaiseCallAsync($"wish_{++_wishes}", new Sensitive<string>(tool), new Sensitive<string>("{}"));
        }
    }

    private async ValueTask EndStreamAsync()
    {
        for (var piece = 0; piece < SilencePieces && _isStreaming; piece++)
        {
            await Socket.SendAsync(_writer.AppendSilence(_turn.Encoding));
        }

        await ClearNeedsTurnAsync();
    }

    /// <returns>False when the bot did not get ready in time: the session has ended then.</returns>
    private async ValueTask<bool> WaitForReadinessAsync()
    {
        try
        {
            await _ready.Task.WaitAsync(Limits.SendTimeout, CancellationToken.None);
            return Socket.EndReason is null;
        }
        catch (TimeoutException)
        {
            Socket.End(AgentCloseReason.Stalled);
            return false;
        }
    }
}

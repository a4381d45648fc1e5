using System.Net.WebSockets;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Deepgram;

/// <summary>A conversation with Deepgram's Voice Agent. Its own end of turn is off: a turn is audio that we end by force, or a text that is put in the caller's mouth.</summary>
/// <remarks>Audio of the caller interrupts it; so what comes while a wanted answer is being spoken, such as a "mhm", is kept until the turn is committed or the answer is over.</remarks>
internal sealed class DeepgramSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : UnnamedAnswersSession(socket, options, limits, logger)
{
    private readonly DeepgramEventWriter _writer = new(options.AudioEncoding);
    private ReleasedText? _question; // the last text; of whoever may send
    private bool _isRefused; // the receiving loop's
    private byte? _halfSample; // likewise
    private bool _hasSentAudio;

    public override TimeSpan? MaximumSession { get; } = TimeSpan.FromHours(2);

    protected override TurnAudioEncoder Turn { get; } = new(options.AudioEncoding);

    protected override bool WantsKeepAlive => true;

    protected override async Task<string> SetUpAsync(CancellationToken cancellationToken)
    {
        var welcome = await ExpectAsync<Welcome>(cancellationToken);
        await Socket.SendAsync(_writer.Settings(Options));
        await ExpectAsync<SettingsApplied>(cancellationToken);
        return welcome.RequestId;
    }

    protected override async ValueTask SendEncodedNeedsTurnAsync()
    {
        if (!Answers.IsSpeaking)
        {
            await SendAudioNeedsTurnAsync();
        }
    }

    /// <summary>To this AI, the text of a turn that it heard is another turn: one of the two is sent.</summary>
    protected override async ValueTask CommitNeedsTurnAsync(ReleasedText? transcript)
    {
        if (Turn.Duration > MediaTime.Zero)
        {
            RaiseCancelled(Answers.Request());
            await SendAudioNeedsTurnAsync();
            await ForceEndTurnNeedsTurnAsync();
        }
        else if (transcript is not null)
        {
            RaiseCancelled(Answers.Request());
            _question = transcript;
            await Socket.SendAsync(_writer.Say(transcript, TakeUntoldNeedsTurn()));
        }
        else
        {
            SkipTurn();
        }
    }

    protected override async ValueTask SendOutcomeNeedsTurnAsync(OpenToolCall call, ToolResult result) => await Socket.SendAsync(_writer.AnswerTool(call, result));

    protected override async ValueTask SendNoticeNeedsTurnAsync(AgentNotice notice) => await Socket.SendAsync(_writer.Tell(notice));

    /// <summary>What was sent cannot be taken back; the turn ends, and nobody wants the answer to it.</summary>
    protected override async ValueTask ClearNeedsTurnAsync()
    {
        if (_hasSentAudio)
        {
            Answers.Ignore();
            await ForceEndTurnNeedsTurnAsync();
        }
    }

    protected override ReadOnlyMemory<byte> KeepAlive() => _writer.KeepAlive();

    protected override async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (Socket.IsBinary)
        {
            await PlayAsync(message);
            return;
        }

        if (!DeepgramEventParser.TryParse(message, out var deepgramEvent))
        {
            await Socket.RefuseAsync();
            return;
        }

        switch (deepgramEvent)
        {
            case QuestionHeard:
                Answers.TurnToQuestion();
                break;
            case AnswerWords words when await TakePieceAsync() is { } spoken:
                await RaiseAsync(new AgentTranscript(spoken, words.Text, IsFinal: true));
                break;
            case AudioDone:
                EndAudio();
                break;
            case FunctionCalls calls:
                foreach (var call in calls.Calls)
                {
                    await RaiseCallAsync(call.Id, call.Name, call.Arguments);
                }

                EndUnspoken(AnswerEndReason.Completed);
                break;
            case FunctionCallsCancelled cancelled:
                foreach (var id in cancelled.Ids)
                {
                    Calls.Take(id);
                }

                break;
            case InjectionRefused:
                Complain("injection_refused");
                _isRefused = !EndUnspoken(AnswerEndReason.Failed); // behind what is being spoken it is said again
                break;
            case DeepgramComplaint complaint:
                Complain(complaint.Code);
                break;
            case UnknownDeepgramEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    protected override void DisposeWriter() => _writer.Dispose();

    private async Task<T> ExpectAsync<T>(CancellationToken cancellationToken)
        where T : DeepgramEvent
    {
        var message = await ReceiveSetUpAsync(cancellationToken);
        return (!Socket.IsBinary && DeepgramEventParser.TryParse(message, out var deepgramEvent) ? deepgramEvent : null) switch
        {
            T expected => expected,
            DeepgramComplaint complaint => throw new AgentUnavailableException($"The voice AI refused the session: {complaint.Code}. Check model, voice and audio-format."),
            _ => throw new AgentUnavailableException("The voice AI does not speak Deepgram's Voice Agent protocol."),
        };
    }

    /// <summary>The AI's audio is a stream of bytes: a message may end within a sample.</summary>
    private async ValueTask PlayAsync(ReadOnlyMemory<byte> bytes)
    {
        if (await TakePieceAsync() is not { } item)
        {
            _halfSample = null;
            return;
        }

        byte[] whole = _halfSample is { } half ? [half, .. bytes.Span] : bytes.ToArray();
        var rest = whole.Length % Turn.Encoding.BytesPerSample();
        _halfSample = rest > 0 ? whole[^1] : null;
        await RaiseAsync(new AgentAudio(item, Turn.Encoding.Decode(whole.AsSpan(0, whole.Length - rest)), Turn.Encoding.SampleRate()));
    }

    private void EndAudio()
    {
        _halfSample = null;
        EndAnswer(AnswerEndReason.Completed);
        if (_isRefused)
        {
            _isRefused = false;
            SendLater(AskAgainNeedsTurnAsync);
        }
    }

    /// <returns>False when no question waits for its answer, or something else is being spoken.</returns>
    private bool EndUnspoken(AnswerEndReason reason)
    {
        var isOver = Answers.EndUnspoken();
        if (isOver)
        {
            Raise(new AnswerEnded(ResponseId: "", reason));
        }

        return isOver;
    }

    private async ValueTask AskAgainNeedsTurnAsync()
    {
        if (_question is { } question)
        {
            await Socket.SendAsync(_writer.Say(question, TakeUntoldNeedsTurn()));
        }
    }

    private async ValueTask SendAudioNeedsTurnAsync()
    {
        while (_writer.TryTakeAudio(Turn, out var message) && await Socket.SendAsync(message, WebSocketMessageType.Binary))
        {
            _hasSentAudio = true;
        }
    }

    private async ValueTask ForceEndTurnNeedsTurnAsync()
    {
        _hasSentAudio = false;
        await Socket.SendAsync(_writer.ForceEndTurn());
    }
}

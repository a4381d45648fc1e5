using System.Text;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Gemini;

/// <summary>A conversation in the Gemini Live protocol. A turn is an activity that we begin and end; the beginning of one interrupts the AI.</summary>
/// <remarks>So audio that comes while a wanted answer is being spoken, such as a "mhm", is kept until the turn is committed or the answer is over.</remarks>
internal sealed class GeminiLiveSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : UnnamedAnswersSession(socket, options, limits, logger)
{
    private const AgentAudioEncoding Spoken = AgentAudioEncoding.Pcm16At24Khz;
    private const int LongestWords = 16 * 1024; // characters of an answer that are kept for its whole text

    private readonly GeminiEventWriter _writer = new();
    private readonly StringBuilder _words = new(); // the receiving loop's
    private bool _isInterrupted; // likewise: the turn's end is still to come
    private bool _isActive;

    /// <summary>That of a connection; the 15 minutes that a talk may last without compression are longer.</summary>
    public override TimeSpan? MaximumSession { get; } = TimeSpan.FromMinutes(10);

    protected override TurnAudioEncoder Turn { get; } = new(AgentAudioEncoding.Pcm16At16Khz);

    protected override async Task<string> SetUpAsync(CancellationToken cancellationToken)
    {
        await Socket.SendAsync(_writer.SetUp(Options));
        if (!GeminiEventParser.TryParse(await ReceiveSetUpAsync(cancellationToken), out var geminiEvent) || geminiEvent is not SetupComplete)
        {
            throw new AgentUnavailableException("The voice AI does not speak the Gemini Live protocol.");
        }

        if (Options.ToldContext is { Count: > 0 } context)
        {
            await Socket.SendAsync(_writer.Remind(context));
        }

        return Guid.NewGuid().ToString(); // the AI gives it no name
    }

    protected override async ValueTask SendEncodedNeedsTurnAsync()
    {
        if (!Answers.IsSpeaking)
        {
            await SendAudioNeedsTurnAsync();
        }
    }

    protected override async ValueTask CommitNeedsTurnAsync(ReleasedText? transcript)
    {
        var untold = TakeUntoldNeedsTurn();
        if (Turn.Duration == MediaTime.Zero && transcript is null && untold is null)
        {
            SkipTurn();
            return;
        }

        RaiseCancelled(Answers.Request());
        await StartActivityNeedsTurnAsync();
        await SendAudioNeedsTurnAsync();
        if (untold is { } notice)
        {
            await Socket.SendAsync(_writer.Tell(notice));
        }

        if (transcript is not null)
        {
            await Socket.SendAsync(_writer.Say(transcript));
        }

        await EndActivityNeedsTurnAsync();
    }

    protected override async ValueTask SendOutcomeNeedsTurnAsync(OpenToolCall call, ToolResult result) => await Socket.SendAsync(_writer.AnswerTool(call, result));

    protected override async ValueTask SendNoticeNeedsTurnAsync(AgentNotice notice)
    {
        await StartActivityNeedsTurnAsync();
        await Socket.SendAsync(_writer.Tell(notice));
        await EndActivityNeedsTurnAsync();
    }

    /// <summary>What was sent cannot be taken back; the activity ends, and nobody wants the answer to it.</summary>
    protected override async ValueTask ClearNeedsTurnAsync()
    {
        if (_isActive)
        {
            Answers.Ignore();
            await EndActivityNeedsTurnAsync();
        }
    }

    protected override async ValueTask HandleAsync(ReadOnlyMemory<byte> message)
    {
        if (!GeminiEventParser.TryParse(message, out var geminiEvent))
        {
            await Socket.RefuseAsync();
            return;
        }

        switch (geminiEvent)
        {
            case ServerContent content:
                await HearAsync(content);
                break;
            case ToolCalls calls:
                foreach (var call in calls.Calls)
                {
                    await RaiseCallAsync(call.Id, call.Name, call.Arguments);
                }

                await PauseForToolsAsync();
                break;
            case ToolCallsCancelled cancelled:
                foreach (var id in cancelled.Ids)
                {
                    Calls.Take(id);
                }

                break;
            case GoingAway away:
                Raise(new AgentClosesSoon(away.TimeLeft));
                break;
            case UnknownGeminiEvent:
                AgentMetrics.UnknownEvents.Add(1);
                break;
        }
    }

    protected override void DisposeWriter() => _writer.Dispose();

    private async ValueTask HearAsync(ServerContent content)
    {
        if (content.IsInterrupted)
        {
            _isInterrupted = true;
            await EndSpokenAsync(AnswerEndReason.Cancelled);
        }

        foreach (var samples in content.Audio)
        {
            if (await TakePieceAsync() is { } item)
            {
                await RaiseAsync(new AgentAudio(item, samples, Spoken.SampleRate()));
            }
        }

        if (content.Words is { } words && await TakePieceAsync() is { } spoken)
        {
            await RaiseAsync(new AgentTranscript(spoken, words, IsFinal: false));
            _words.Append(words.Reveal().AsSpan(0, Math.Min(words.Reveal().Length, LongestWords - _words.Length)));
        }

        if (content.IsTurnComplete)
        {
            await EndTurnAsync();
        }
    }

    /// <summary>A turn that was interrupted has ended with that, and its own end says nothing of the newer question.</summary>
    private async ValueTask EndTurnAsync()
    {
        if (_isInterrupted)
        {
            _isInterrupted = false;
        }
        else if (Answers.EndUnspoken())
        {
            Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Incomplete));
        }
        else
        {
            await EndSpokenAsync(AnswerEndReason.Completed);
        }
    }

    /// <summary>The AI says nothing more until its calls are answered: then that is another answer.</summary>
    private async ValueTask PauseForToolsAsync()
    {
        if (Answers.IsSpeaking)
        {
            await EndSpokenAsync(AnswerEndReason.Completed);
        }
        else if (Answers.EndUnspoken())
        {
            Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Completed));
        }
    }

    private async ValueTask EndSpokenAsync(AnswerEndReason reason)
    {
        if (_words.Length > 0 && Answers.IsSpeaking && await TakePieceAsync() is { } item)
        {
            await RaiseAsync(new AgentTranscript(item, new Sensitive<string>(_words.ToString()), IsFinal: true));
        }

        _words.Clear();
        EndAnswer(reason);
    }

    private async ValueTask SendAudioNeedsTurnAsync()
    {
        if (Turn.HasMore)
        {
            await StartActivityNeedsTurnAsync();
        }

        while (_writer.TryAppendAudio(Turn, out var message) && await Socket.SendAsync(message))
        {
        }
    }

    private async ValueTask StartActivityNeedsTurnAsync()
    {
        if (!_isActive)
        {
            _isActive = true;
            await Socket.SendAsync(_writer.StartActivity());
        }
    }

    private async ValueTask EndActivityNeedsTurnAsync()
    {
        _isActive = false;
        await Socket.SendAsync(_writer.EndActivity());
    }
}

using CompliantVoiceProxy.Audio;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>A conversation with an AI that gives its answers no names and takes no word that stops one: of an answer that was interrupted the rest is dropped here.</summary>
internal abstract class UnnamedAnswersSession(AgentSocket socket, AgentOptions options, SocketLimits limits, ILogger logger)
    : SocketAgentSession(socket, options, limits, logger)
{
    private AgentNotice? _untold; // of whoever may send

    protected SpokenAnswers Answers { get; } = new();

    protected sealed override async ValueTask AnswerToolNeedsTurnAsync(OpenToolCall? call, ToolResult result)
    {
        if (call is null)
        {
            Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Completed)); // the AI waits for nothing
            return;
        }

        RaiseCancelled(Answers.GoOn());
        await SendOutcomeNeedsTurnAsync(call, result);
    }

    /// <summary>What is said to an AI while it speaks would interrupt it: the notice waits for the end of the answer.</summary>
    protected sealed override async ValueTask TellNeedsTurnAsync(AgentNotice notice)
    {
        RaiseCancelled(Answers.GoOn());
        _untold = notice;
        if (!Answers.IsSpeaking)
        {
            await TellUntoldNeedsTurnAsync();
        }
    }

    protected sealed override ValueTask CancelNeedsTurnAsync(string itemId, MediaTime played)
    {
        RaiseCancelled(Answers.Cancel());
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask SendOutcomeNeedsTurnAsync(OpenToolCall call, ToolResult result);

    protected abstract ValueTask SendNoticeNeedsTurnAsync(AgentNotice notice);

    /// <summary>Ends a turn in which there is nothing to answer.</summary>
    protected void SkipTurn()
    {
        RaiseCancelled(Answers.Cancel());
        Raise(new AnswerEnded(ResponseId: "", AnswerEndReason.Cancelled));
    }

    /// <summary>The notice that waits, to be told now; null when none does.</summary>
    protected AgentNotice? TakeUntoldNeedsTurn()
    {
        var untold = _untold;
        _untold = null;
        return untold;
    }

    /// <summary>A piece of an answer has come: tells the reader when it is the first.</summary>
    /// <returns>The answer's name; null when nobody wants it.</returns>
    protected async ValueTask<string?> TakePieceAsync()
    {
        if (Answers.Take(out var id) && id is not null)
        {
            await RaiseAsync(new AnswerStarted(id));
        }

        return id;
    }

    /// <summary>What was being spoken is over.</summary>
    protected void EndAnswer(AnswerEndReason reason)
    {
        if (Answers.End() is { } over)
        {
            Raise(new AnswerEnded(over, reason));
        }

        SendLater(TellUntoldNeedsTurnAsync);
    }

    private async ValueTask TellUntoldNeedsTurnAsync()
    {
        if (TakeUntoldNeedsTurn() is { } notice)
        {
            await SendNoticeNeedsTurnAsync(notice);
        }
    }
}

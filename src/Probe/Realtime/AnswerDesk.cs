using System.Net.WebSockets;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>Gives answers when asked, one at a time: <c>response.create</c> and <c>response.cancel</c>. Used by the connection's loop alone.</summary>
internal sealed class AnswerDesk(RealtimeWire wire, RealtimeSession session, Conversation conversation, RealtimeServerOptions options) : IAsyncDisposable
{
    private Task _answering = Task.CompletedTask;
    private CancellationTokenSource _interruption = new();
    private int _given;

    /// <returns>Why there is no answer.</returns>
    public RealtimeError? Begin(CancellationToken cancellationToken)
    {
        if (!_answering.IsCompleted)
        {
            return new RealtimeError("conversation_already_has_active_response", "Conversation already has an active response in progress.");
        }

        if (wire.Faults.IgnoresTurns)
        {
            return null;
        }

        _interruption.Dispose();
        _interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = options.Answers[_given++ % options.Answers.Count];
        var read = conversation.TakeUnanswered();
        var calls = options.ToolCalls.Where(call => read.Any(text => text.Contains(call.Cue, StringComparison.OrdinalIgnoreCase))).ToList();
        _answering = RunAsync(new AnswerStream(wire, conversation, session.Output, answer, calls, options), _interruption.Token, cancellationToken);
        return null;
    }

    /// <summary>Returns when the answer has said that it was cancelled.</summary>
    /// <returns>An error when there is none.</returns>
    public async Task<RealtimeError?> CancelAsync()
    {
        if (_answering.IsCompleted)
        {
            return new RealtimeError("response_cancel_not_active", "Cancellation failed: no active response found");
        }

        await _interruption.CancelAsync();
        await _answering;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _interruption.CancelAsync();
        await _answering;
        _interruption.Dispose();
    }

    private static async Task RunAsync(AnswerStream stream, CancellationToken interruption, CancellationToken cancellationToken)
    {
        try
        {
            await stream.RunAsync(interruption, cancellationToken);
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has gone: there is nobody to answer.
        }
    }
}

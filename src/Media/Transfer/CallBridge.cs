using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Rtp;

namespace CompliantVoiceProxy.Media.Transfer;

/// <summary>
/// Caller and colleague hear each other: frames of the one are sent to the other, each in its own format. Nothing is kept, transcribed or looked at.
/// Owns both lines.
/// </summary>
/// <remarks>Both run at one rate. The loop owns the frames; the network comes on threads of the lines' own.</remarks>
internal sealed class CallBridge : IAsyncDisposable
{
    private static readonly TimeSpan FrameDuration = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly IVoiceLine _caller;
    private readonly IVoiceLine _colleague;
    private readonly TimeProvider _time;
    private readonly Action _callerGone;
    private readonly short[] _frame;
    private readonly Task _loop;

    /// <param name="caller">Running already.</param>
    /// <param name="callerGone">Told once when nothing has come from the caller for too long; must not block.</param>
    public CallBridge(IVoiceLine caller, IVoiceLine colleague, TimeProvider time, Action callerGone)
    {
        (_caller, _colleague, _time, _callerGone) = (caller, colleague, time, callerGone);
        _frame = new short[caller.SampleRate / 50];
        colleague.Start();
        _loop = RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await _caller.DisposeAsync();
        await _colleague.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PlayoutTimer(_time, FrameDuration);
        try
        {
            while (true)
            {
                var due = await timer.WaitAsync(cancellationToken);
                var now = _time.GetElapsedTime(0);
                for (; due > 0; due--)
                {
                    Pass(_caller, _colleague, now);
                    Pass(_colleague, _caller, now);
                }

                if (_caller.IsDead(now))
                {
                    _callerGone();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the call is over
        }
    }

    private void Pass(IVoiceLine from, IVoiceLine to, TimeSpan now)
    {
        from.ReadFrame(now, _frame);
        while (from.TryReadTelephoneEvent(out _) || from.TryReadLoss(out _))
        {
            // nobody asks for it any more
        }

        to.WriteFrame(now, _frame);
    }
}

using System.Runtime.ExceptionServices;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Media.Tools.BackEnds;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>One call's requests to back ends that are under way. What comes of one is prepared on a thread of its own, and finished by the call's loop.</summary>
/// <remarks>The call's loop owns it.</remarks>
/// <param name="post">Puts mail into the session's mailbox; must not block.</param>
internal sealed class ToolRuns(BackEndPipelines backEnds, Action<SessionMail> post) : IAsyncDisposable
{
    private const int Most = 4;

    /// <summary>So long a call that is over waits, so that the end of what was begun is on record.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HashSet<Task> _underWay = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>One more may begin.</summary>
    public bool HasRoom => _underWay.Count < Most;

    /// <param name="prepare">What takes time; touches nothing of the call.</param>
    /// <param name="finish">Called by the call's loop.</param>
    public void Begin<T>(BackEndRequest request, Func<BackEndReply, T> prepare, Action<T, TimeSpan> finish)
    {
        Task? run = null;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run = RunAsync();
        _underWay.Add(run);
        begun.SetResult();

        async Task RunAsync()
        {
            await begun.Task; // not on the call's loop from here on
            ExceptionDispatchInfo? bug = null;
            T? prepared = default;
            try
            {
                prepared = prepare(await AskAsync(request, _stop.Token));
            }
#pragma warning disable CA1031 // a bug: the call's loop ends by it, as by one of its own
            catch (Exception exception)
#pragma warning restore CA1031
            {
                bug = ExceptionDispatchInfo.Capture(exception);
            }

            post(new ToolFinished(now =>
            {
                _underWay.Remove(run!);
                bug?.Throw();
                finish(prepared!, now);
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_underWay.Count > 0)
        {
            _stop.CancelAfter(Patience);
            await Task.WhenAll(_underWay);
        }

        _stop.Dispose();
    }

    private async Task<BackEndReply> AskAsync(BackEndRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await backEnds.AskAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new BackEndReply { Outcome = BackEndOutcome.TimedOut };
        }
    }
}

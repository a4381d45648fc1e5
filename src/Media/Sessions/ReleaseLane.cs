using System.Threading.Channels;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Turns;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>
/// The one way from the gate to the voice AI: decisions go in, in order; each waits for its audit record and is then sent. Queue [B]: at most
/// <see cref="Capacity"/> wait; full means that the AI or the audit store does not keep up, and the session fails over.
/// </summary>
/// <remarks>Owns the agent session it uses and keeps the released pieces of the last turn, so that a new session can be given the turn again.</remarks>
internal sealed class ReleaseLane : IAsyncDisposable
{
    private const int Capacity = 256;

    private readonly Channel<LaneJob> _jobs = Channel.CreateBounded<LaneJob>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly List<Release> _turn = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ReleaseGate _gate;
    private readonly IAuditTrail _audit;
    private readonly Action<SessionMail> _report;
    private readonly Task _loop;
    private IAgentSession _agent;

    /// <param name="report">Gets <see cref="TurnSent"/>, and <see cref="AuditFailed"/> or <see cref="LaneFailed"/> when nothing more can leave; must not block.</param>
    public ReleaseLane(ReleaseGate gate, IAuditTrail audit, IAgentSession agent, Action<SessionMail> report)
    {
        (_gate, _audit, _agent, _report) = (gate, audit, agent, report);
        _loop = RunAsync(_stop.Token);
    }

    /// <param name="stopwatch">With a turn's last release.</param>
    /// <returns>False when the lane is full, or closed.</returns>
    public bool TryRelease(PendingRelease pending, TurnStopwatch? stopwatch) => _jobs.Writer.TryWrite(new ReleaseJob(pending, stopwatch));

    public bool TryCancelAnswer(string itemId, MediaTime played) => _jobs.Writer.TryWrite(new CancelJob(itemId, played));

    /// <summary>Answers a tool call, behind its record, and has the AI go on.</summary>
    public bool TryAnswerTool(string callId, ToolOutcome outcome) => _jobs.Writer.TryWrite(new ToolJob(callId, outcome));

    /// <summary>The same with what the tool answered: released behind its own record.</summary>
    public bool TryAnswerTool(string callId, PendingAnswer answer) => _jobs.Writer.TryWrite(new ToolAnswerJob(callId, answer));

    /// <summary>Tells the AI how something ended that it asked for: released behind its own record.</summary>
    public bool TryTell(PendingAnswer notice) => _jobs.Writer.TryWrite(new NoticeJob(notice));

    /// <summary>Tells the AI how something ended that it asked for, behind its record, and has it go on.</summary>
    public bool TryTell(AgentNotice notice) => _jobs.Writer.TryWrite(new TellJob(notice));

    /// <summary>From now on a new session gets what is released.</summary>
    /// <param name="resendTurn">Send it the last turn first.</param>
    public bool TryUse(IAgentSession agent, bool resendTurn) => _jobs.Writer.TryWrite(new UseJob(agent, resendTurn));

    /// <summary>The AI forgets what it has of a turn that has not been committed.</summary>
    public bool TryTakeBackTurn() => _jobs.Writer.TryWrite(new TakeBackJob());

    public bool TryRecord(AuditEvent auditEvent) => _jobs.Writer.TryWrite(new RecordJob(auditEvent));

    /// <summary>What waits is recorded as far as the store allows within two seconds, and nothing more is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        await _agent.DisposeAsync();
        await _loop;
        _stop.Dispose();
    }

    public override string ToString() => $"[B {Capacity}] -> {_agent.GetType().Name}";

    private bool IsTurnComplete => _turn.Count > 0 && _turn[^1].Text is not null;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var job in _jobs.Reader.ReadAllAsync(cancellationToken))
            {
                await DoAsync(job, cancellationToken);
            }
        }
        catch (AuditUnavailableException)
        {
            _jobs.Writer.TryComplete(); // nothing more may leave
            _report(new AuditFailed());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // a bug closes this call's lane, and this call's alone
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _jobs.Writer.TryComplete();
            _report(new LaneFailed(exception.GetType().Name));
        }
    }

    private async ValueTask DoAsync(LaneJob job, CancellationToken cancellationToken)
    {
        switch (job)
        {
            case ReleaseJob { Pending: var pending, Stopwatch: var stopwatch }:
                await SendAsync(await _gate.ReleaseAsync(pending, cancellationToken), pending.TurnNumber, stopwatch, cancellationToken);
                break;
            case CancelJob { ItemId: var itemId, Played: var played }:
                await _agent.CancelAnswerAsync(itemId, played, cancellationToken);
                break;
            case ToolJob { CallId: var callId, Outcome: var outcome }:
                await _agent.AnswerToolAsync(callId, outcome, cancellationToken);
                break;
            case ToolAnswerJob { CallId: var callId, Answer: var answer }:
                await _agent.AnswerToolAsync(callId, await _gate.ReleaseAsync(answer, cancellationToken), cancellationToken);
                break;
            case NoticeJob { Notice: var ended }:
                await _agent.TellAsync(new ReleasedNotice(await _gate.ReleaseAsync(ended, cancellationToken)), cancellationToken);
                break;
            case TellJob { Notice: var notice }:
                await _agent.TellAsync(notice, cancellationToken);
                break;
            case UseJob { Agent: var agent, ResendTurn: var resendTurn }:
                await UseAsync(agent, resendTurn, cancellationToken);
                break;
            case TakeBackJob:
                await TakeBackAsync(cancellationToken);
                break;
            case RecordJob { Event: var auditEvent }:
                await _audit.AppendAsync(auditEvent, cancellationToken);
                break;
        }
    }

    private async ValueTask SendAsync(Release release, int turn, TurnStopwatch? stopwatch, CancellationToken cancellationToken)
    {
        stopwatch?.Durable = stopwatch.Elapsed;
        if (IsTurnComplete)
        {
            _turn.Clear(); // a new one begins
        }

        _turn.Add(release);
        await _agent.SendAudioAsync(release.Audio, cancellationToken);
        if (release.Text is not null)
        {
            await _agent.CommitTurnAsync(release.Text, cancellationToken);
            _report(new TurnSent(turn, release.Text, stopwatch?.Stop()));
        }
    }

    private async ValueTask TakeBackAsync(CancellationToken cancellationToken)
    {
        if (!IsTurnComplete)
        {
            _turn.Clear();
            await _agent.ClearTurnAsync(cancellationToken);
        }
    }

    private async ValueTask UseAsync(IAgentSession agent, bool resendTurn, CancellationToken cancellationToken)
    {
        await _agent.DisposeAsync();
        _agent = agent;
        if (IsTurnComplete && !resendTurn)
        {
            return;
        }

        foreach (var release in _turn) // of a secure capture there is nothing: it took back what was not committed, and forbids to resend what was
        {
            await agent.SendAudioAsync(release.Audio, cancellationToken);
        }

        if (IsTurnComplete)
        {
            await agent.CommitTurnAsync(_turn[^1].Text, cancellationToken);
        }
    }

    private abstract record LaneJob;

    private sealed record ReleaseJob(PendingRelease Pending, TurnStopwatch? Stopwatch) : LaneJob;

    private sealed record CancelJob(string ItemId, MediaTime Played) : LaneJob;

    private sealed record ToolJob(string CallId, ToolOutcome Outcome) : LaneJob;

    private sealed record ToolAnswerJob(string CallId, PendingAnswer Answer) : LaneJob;

    private sealed record NoticeJob(PendingAnswer Notice) : LaneJob;

    private sealed record TellJob(AgentNotice Notice) : LaneJob;

    private sealed record UseJob(IAgentSession Agent, bool ResendTurn) : LaneJob;

    private sealed record TakeBackJob : LaneJob;

    private sealed record RecordJob(AuditEvent Event) : LaneJob;
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Media.Handoffs;
using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Media.Tools;
using CompliantVoiceProxy.Media.Transfer;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>
/// One call's media: hears the caller frame by frame, lets the gate's releases go to the voice AI, plays the AI's answers, and follows the turn machine.
/// One loop owns everything in it; the loop never waits for a transcription, an audit record or a socket.
/// </summary>
internal sealed class MediaSession : IAsyncDisposable
{
    private static readonly TimeSpan FrameDuration = TimeSpan.FromMilliseconds(20);

    /// <summary>Who speaks for longer over an answer wants to say something.</summary>
    private static readonly MediaTime LongestBackChannel = MediaTime.FromMilliseconds(700);

    private readonly SessionMailbox _mailbox = new();
    private readonly MediaSessionParts _parts;
    private readonly SessionPipe _pipe;
    private readonly TurnMachine _turns;
    private readonly CaptureWard _captures;
    private readonly ToolWard _tools;
    private readonly AgentLink _link;
    private readonly AnswerWait _wait;
    private readonly Talk _talk = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly short[] _frame;
    private int _framesDue;
    private TurnStopwatch? _stopwatch;
    private Task _loop = Task.CompletedTask;
    private Task _ticks = Task.CompletedTask;
    private bool _isLineReleased;
    private bool _isDisposed;

    public MediaSession(MediaSessionParts parts)
    {
        _parts = parts;
        _frame = new short[parts.Line.SampleRate / 50];
        var capture = new SecureCapture(parts.Context.Policy.SecureCapture);
        _turns = new TurnMachine(SessionRules.From(parts.Context.Policy, parts.Sounds));
        _link = new AgentLink(parts, _mailbox.Post);
        _wait = new AnswerWait(parts.AnswerHeard);
        _pipe = SessionPipe.Build(parts, said => _captures!.Hear(said, Now), _mailbox.Post); // what fails before it has nothing to give back, and nothing behind it fails
        _captures = new CaptureWard(capture, _pipe, Record, HaveAgentGoOn, Fail);
        _tools = new ToolWard(parts, _pipe, _captures, Tools(), new ToolWardActions { Record = Record, RecordFlagged = RecordFlagged, GoOn = HaveAgentGoOn, Answered = OnToolAnswered, Post = _mailbox.Post });
    }

    private TenantPolicy Policy => _parts.Context.Policy;

    private TimeSpan Now => _parts.Time.GetElapsedTime(0);

    /// <summary>The caller's end.</summary>
    public IVoiceLine Line => _pipe.Line;

    /// <summary>Audio flows from now on.</summary>
    public void Start()
    {
        Log.PipeBuilt(_parts.Log, _parts.Context.CallId, _pipe);
        _pipe.Line.Start();
        _turns.OnStarted(Now);
        _ticks = TickAsync(_stop.Token);
        _loop = RunAsync(_stop.Token);
    }

    /// <summary>The transfer that the voice AI asked for has failed; it is told.</summary>
    public void Resume(TransferFailure failure) => _mailbox.Post(new TransferEnded(failure));

    /// <summary>Ends the loop: nothing is heard or played any more. The line, still running, is whoever's asks; all else waits for <see cref="DisposeAsync"/>.</summary>
    public async Task<IVoiceLine> ReleaseLineAsync()
    {
        _isLineReleased = true;
        await StopAsync();
        return _pipe.Line;
    }

    /// <summary>Ends the loop and gives everything back, once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await StopAsync();
        var hadAgent = _link.Session is not null;
        await _link.DisposeAsync();
        await _tools.DisposeAsync();
        while (_mailbox.TryRead(out var mail))
        {
            switch (mail)
            {
                case AgentConnected { Agent: { } tooLate }:
                    await tooLate.DisposeAsync();
                    break;
                case ToolFinished finished:
                    finished.Finish(Now); // for the record
                    break;
            }
        }

        if (hadAgent)
        {
            _pipe.Lane.TryRecord(Named(new AgentSessionClosed(AuditLabel.Of(AgentCloseReason.Disposed))));
        }

        await (_isLineReleased ? _pipe.CloseAsync() : _pipe.DisposeAsync());
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_ticks, _loop);
    }

    private IEnumerable<ITool> Tools()
    {
        if (Policy.SecureCapture.StartsOnRequest)
        {
            yield return new StartSecureCapture(_captures.Request);
        }

        if (!Policy.Transfer.Targets.IsEmpty)
        {
            yield return new TransferToHuman(Policy.Transfer, target => _parts.Signal(new TransferWanted(_parts.Context.CallId, target.Name, KeepHandoff(AuditLabel.OfType(typeof(TransferToHuman))))));
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PlayoutTimer(_parts.Time, FrameDuration);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Add(ref _framesDue, await timer.WaitAsync(cancellationToken));
                _mailbox.Post(new Wake());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var mail in _mailbox.ReadAllAsync(cancellationToken))
            {
                Handle(mail, Now);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // a bug ends this call, and this call alone
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LoopFailed(_parts.Log, _parts.Context.CallId, exception.GetType().Name);
            _parts.Signal(new MediaEnded(_parts.Context.CallId, MediaEndReason.InternalError));
        }
    }

    private void Handle(SessionMail mail, TimeSpan now)
    {
        switch (mail)
        {
            case Wake:
                OnWake(now);
                break;
            case TurnSent sent:
                OnTurnSent(sent, now);
                break;
            case AuditFailed:
                Fail(FailoverReason.AuditUnavailable, now);
                break;
            case LaneFailed failed:
                Log.LaneFailed(_parts.Log, _parts.Context.CallId, failed.ExceptionType);
                Fail(FailoverReason.AgentLost, now);
                break;
            case ToolFinished finished:
                finished.Finish(now);
                break;
            case AgentConnected connected when _link.TryTake(connected):
                OnConnected(now);
                break;
            case TransferEnded ended when _turns.State is not (TurnState.Apologizing or TurnState.Ended):
                HaveAgentGoOn(_pipe.Lane.TryTell(new TransferNotice(AgentSettings.ProblemOf(ended.Failure))), now);
                break;
        }
    }

    private void OnWake(TimeSpan now)
    {
        for (var due = Interlocked.Exchange(ref _framesDue, 0); due > 0; due--)
        {
            _pipe.Line.ReadFrame(now, _frame);
            while (_pipe.Line.TryReadTelephoneEvent(out var pressed))
            {
                OnKey(pressed, now);
            }

            while (_pipe.Line.TryReadLoss(out var lost))
            {
                _pipe.Caller.HearLoss(lost);
            }

            Hear(now);
            TakeAnswers(now);
            Play(now);
        }

        Release(now);
        _captures.Advance(now); // after the releases: what was said until now was said in it
        Apply(_turns.Advance(now), now, MediaEndReason.NoInput);
        if (_tools.EndsCall(_pipe.Playout.IsEmpty && !_pipe.Intake.IsOwed, now))
        {
            Apply(TurnEffects.EndSession, now, MediaEndReason.EndedByAgent);
        }

        if (_pipe.Line.IsDead(now))
        {
            Apply(TurnEffects.EndSession, now, MediaEndReason.RtpTimeout);
        }
    }

    private void Hear(TimeSpan now)
    {
        if (_pipe.Caller.Hear(_frame))
        {
            Apply(_turns.OnCallerSpoke(), now);
        }

        if (_captures.IsActive)
        {
            _turns.OnSignOfLife(now); // who looks for a card says nothing, and shall not be asked
        }

        if (_turns.IsHeld && _pipe.Caller.SpokenFor > LongestBackChannel)
        {
            Apply(_turns.OnCallerMeant(), now);
        }

        if (_pipe.Caller.TurnEndedAt is not null && _stopwatch is null)
        {
            _stopwatch = new TurnStopwatch(_parts.Time);
            _wait.Begin(now);
            if (!_captures.IsActive)
            {
                _turns.OnTurnEnded(now);
            }
        }
    }

    /// <summary>The caller hears the answer; a filler comes to its soft end before it; who speaks over it hears nothing.</summary>
    private void Play(TimeSpan now)
    {
        var isFilling = _pipe.Filler.IsPlaying;
        if (_pipe.Filler.Take(_frame))
        {
            _turns.OnFillerEnded(now);
        }

        if (!isFilling && !_turns.IsHeld)
        {
            var played = _pipe.Playout.Take(_frame);
            if (played > 0)
            {
                _wait.HearAnswer(now);
            }

            if (played < _frame.Length && _pipe.Playout.IsEmpty)
            {
                Apply(_turns.OnPlayoutDrained(now), now);
            }
        }

        _pipe.Line.WriteFrame(now, _frame);
    }

    /// <summary>Lets go of what has been explained since last time, and of the whole turn when it is over.</summary>
    private void Release(TimeSpan now)
    {
        var explained = _stopwatch?.Elapsed ?? default;
        _pipe.Caller.IgnoresBackChannels = _turns.IsHeld;
        while (_pipe.Caller.TryDecide(out var pending))
        {
            if (pending.EndsTurn)
            {
                Apply(_turns.OnCallerMeant(), now);
            }

            var stopwatch = pending.EndsTurn ? _stopwatch : null;
            if (stopwatch is not null)
            {
                (stopwatch.Spoken, stopwatch.Explained, stopwatch.Decided) = (pending.Turn.Duration.ToTimeSpan(), explained, stopwatch.Elapsed);
                _stopwatch = null;
            }

            if (_captures.Keeps(pending) || _turns.State is TurnState.Apologizing or TurnState.Ended)
            {
                continue; // decided, and kept: the AI must not hear it, or there is none
            }

            if (!_pipe.Lane.TryRelease(pending, stopwatch))
            {
                Fail(FailoverReason.AgentLost, now);
            }
        }

        if (_pipe.Caller.TakeBackChannel())
        {
            _stopwatch = null;
            _wait.Forget();
            Apply(_pipe.Lane.TryTakeBackTurn() ? _turns.OnBackChannel(now) : _turns.OnFault(FailoverReason.AgentLost), now);
        }

        if (_pipe.Caller.TranscriberIsFailing)
        {
            Fail(FailoverReason.TranscriberFailed, now);
        }
    }

    private void TakeAnswers(TimeSpan now)
    {
        while (!_pipe.Playout.IsFull && _link.Session is { } agent && agent.Events.TryRead(out var agentEvent))
        {
            switch (agentEvent)
            {
                case AgentAudio audio when _turns.State is TurnState.Thinking or TurnState.Speaking && _pipe.Intake.TryAdd(audio):
                    Apply(_turns.OnAnswerAudio(), now);
                    break;
                case AgentTranscript { IsFinal: true } transcript:
                    OnAgentSaid(transcript.Text, now);
                    break;
                case AgentToolCall call:
                    _tools.Take(call, now);
                    break;
                case AnswerEnded ended when _pipe.Intake.EndAnswer():
                    Apply(_turns.OnAnswerEnded(ended.Reason is AnswerEndReason.Completed or AnswerEndReason.Cancelled, _pipe.Intake.IsOwed, now), now);
                    break;
                case AgentComplaint complaint:
                    Log.AgentComplained(_parts.Log, _parts.Context.CallId, complaint.Code);
                    break;
                case AgentClosed closed:
                    _link.Lose();
                    _pipe.Intake.Forget();
                    _tools.ForgetCalls();
                    Record(new AgentSessionClosed(AuditLabel.Of(closed.Reason)), now);
                    Apply(_turns.OnAgentLost(now), now);
                    break;
            }
        }
    }

    /// <summary>What the AI asked tells the detector what to expect; it keeps the words in memory as they are. Whoever else learns of them gets them cleared.</summary>
    private void OnAgentSaid(Sensitive<string> text, TimeSpan now)
    {
        _captures.HearAgent(text, now);
        var cleared = _pipe.Caller.AgentText.Clear(text, _pipe.Caller.Conversation);
        RecordFlagged(cleared, now);
        _talk.AgentSaid(cleared.Words);
        _pipe.Caller.Conversation.Add(Speaker.Agent, text);
    }

    private void OnKey(KeyPress pressed, TimeSpan now)
    {
        _pipe.Caller.HearTelephoneEvent(pressed.Interval);
        _turns.OnSignOfLife(now);
        if (pressed is { IsNew: true, Key: { } key })
        {
            _captures.Press(key, now);
        }
    }

    /// <summary>The AI has been told something and will say something to it.</summary>
    private void HaveAgentGoOn(bool isTold, TimeSpan now)
    {
        _pipe.Intake.Expect();
        OnToolAnswered(isTold, now);
    }

    /// <summary>The AI has got what it waited for. If the caller has spoken since, nobody waits for what it says to it.</summary>
    private void OnToolAnswered(bool isTold, TimeSpan now)
    {
        if (!isTold)
        {
            Fail(FailoverReason.AgentLost, now);
        }
        else if (_pipe.Intake.IsOwed)
        {
            Apply(_turns.OnTurnCommitted(now), now);
        }
    }

    private Sensitive<string>? KeepHandoff(AuditLabel reason) =>
        _parts.KeepHandoff(new HandoffDraft(_parts.Context.CallId, Policy, reason, _talk.ForPeople(), _pipe.Caller.Vault.Show()));

    private void RecordFlagged(ClearedAgentText cleared, TimeSpan now)
    {
        if (cleared.IsFlagged)
        {
            Record(new AgentValuesFound(Labels(cleared, AgentValueOrigin.Repeated), Labels(cleared, AgentValueOrigin.Invented)), now);
        }
    }

    private static ImmutableArray<AuditLabel> Labels(ClearedAgentText cleared, AgentValueOrigin origin) =>
        [.. cleared.Values.Where(value => value.Origin == origin).Select(value => AuditLabel.Of(value.Entity.Type))];

    private void OnTurnSent(TurnSent sent, TimeSpan now)
    {
        Record(new TurnCommitted(sent.Turn), now);
        _talk.CallerSaid(sent.Text);
        _tools.BeginTurn();
        _pipe.Intake.Expect();
        Apply(_turns.OnTurnCommitted(now), now);
        if (sent.Timings is { } timings)
        {
            _parts.TurnSent(timings);
        }
    }

    private void OnConnected(TimeSpan now)
    {
        if (_link.Session is not { } agent)
        {
            Apply(_turns.OnAgentLost(now), now);
            return;
        }

        var settings = SessionRules.AgentAt(Policy, _turns.Wanted);
        Record(new AgentSessionOpened(AuditLabel.Of(settings.Provider), AuditLabel.Of(settings.Forward), _link.Attempts), now);
        var effects = _turns.OnConnected(now, mayResend: !_captures.IsActive);
        var resends = effects.HasFlag(TurnEffects.ResendTurn);
        if (resends)
        {
            _pipe.Intake.Expect();
        }

        if (!_pipe.Lane.TryUse(agent, resends))
        {
            _link.GiveBack(agent);
            effects = _turns.OnFault(FailoverReason.AgentLost);
        }

        Apply(effects, now);
    }

    private void Fail(FailoverReason reason, TimeSpan now) => Apply(_turns.OnFault(reason), now);

    private void Apply(TurnEffects effects, TimeSpan now, MediaEndReason ended = MediaEndReason.ApologyPlayed)
    {
        if (effects is TurnEffects.None)
        {
            return;
        }

        if (effects.HasFlag(TurnEffects.CancelAnswer))
        {
            var (itemId, played) = _pipe.Intake.Interrupt();
            _pipe.Lane.TryCancelAnswer(itemId, played); // a lane too full for it lets the AI finish what nobody plays: harmless
            _tools.OnCallerSpoke();
        }

        if (effects.HasFlag(TurnEffects.DropAnswer))
        {
            _pipe.Intake.Interrupt();
            _pipe.Intake.Forget();
            _tools.ForgetCalls();
        }

        if (effects.HasFlag(TurnEffects.Connect))
        {
            _link.Connect(_turns.Wanted, _talk.ForAgent(isAnswered: _turns.State is not TurnState.Thinking));
        }

        Sound(effects, now);
        if (effects.HasFlag(TurnEffects.FailOver))
        {
            Log.FailsOver(_parts.Log, _parts.Context.CallId, _turns.FailoverReason);
            _pipe.Intake.Interrupt();
            _pipe.Playout.Add("apology", _parts.Sounds.Apology);
            _pipe.Lane.TryRecord(Named(new FaultOccurred(AuditLabel.Of(_turns.FailoverReason), AuditLabel.Of(_turns.FailoverReason)))); // no place for it: nothing leaves any more that would need it
            _parts.Signal(new FailoverWanted(_parts.Context.CallId, _turns.FailoverReason, KeepHandoff(AuditLabel.Of(_turns.FailoverReason))));
        }

        if (effects.HasFlag(TurnEffects.EndSession))
        {
            _parts.Signal(new MediaEnded(_parts.Context.CallId, ended));
        }
    }

    private void Sound(TurnEffects effects, TimeSpan now)
    {
        if (effects.HasFlag(TurnEffects.StopFiller))
        {
            _pipe.Filler.Stop();
        }

        if (effects.HasFlag(TurnEffects.PlayFiller))
        {
            _pipe.Filler.PlayNext();
            _wait.HearFiller(now);
        }

        if (effects.HasFlag(TurnEffects.Prompt))
        {
            _pipe.Filler.Play(_parts.Sounds.Prompt);
        }
    }

    /// <summary>A record that finds no place in the lane is lost, and the call with it.</summary>
    private void Record(AuditEvent auditEvent, TimeSpan now)
    {
        if (!_pipe.Lane.TryRecord(Named(auditEvent)))
        {
            Fail(FailoverReason.AuditUnavailable, now);
        }
    }

    private T Named<T>(T auditEvent)
        where T : AuditEvent =>
        auditEvent with { CallId = _parts.Context.CallId, Tenant = Policy.Tenant, PolicyRevision = Policy.Revision };
}

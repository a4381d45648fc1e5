using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>
/// The tools of one call: takes what the voice AI calls, puts it on record, and answers by the call's id, at once or when the tool has come to its end.
/// What came late is answered only where the AI that asked is still there.
/// </summary>
/// <remarks>One a call, of its loop.</remarks>
internal sealed class ToolWard : IAsyncDisposable
{
    /// <summary>Calls in one turn of the caller; what a confused AI calls beyond is not looked at.</summary>
    private const int MostInATurn = 16;

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly EndCall _endCall = new();
    private readonly SessionPipe _pipe;
    private readonly CaptureWard _captures;
    private readonly ToolWardActions _actions;
    private readonly ToolRuns _runs;
    private readonly ToolAnswerClearance _clearance;
    private readonly ToolDesk _desk;
    private int _callsInTurn;

    /// <param name="own">Tools of the proxy's own that need the session itself.</param>
    public ToolWard(MediaSessionParts parts, SessionPipe pipe, CaptureWard captures, IEnumerable<ITool> own, ToolWardActions actions)
    {
        (_pipe, _captures, _actions) = (pipe, captures, actions);
        _runs = new ToolRuns(parts.BackEnds, actions.Post);
        _clearance = new ToolAnswerClearance(pipe.Caller.Vault, pipe.Caller.Gate.Writer);
        _desk = new ToolDesk(own.Concat(Tools(parts)), pipe.Caller.AgentText);
    }

    /// <summary>A turn of the caller has gone to the AI: it may call again.</summary>
    public void BeginTurn() => _callsInTurn = 0;

    /// <summary>The AI calls a tool.</summary>
    public void Take(AgentToolCall call, TimeSpan now)
    {
        var isNew = ++_callsInTurn <= MostInATurn && !_open.Contains(call.CallId);
        var run = isNew ? _desk.Run(call, _pipe.Caller.Conversation, now) : _desk.Refuse(call);
        if (run.Outcome is ToolOutcome.UnknownTool)
        {
            _captures.RefuseTool(call.Name, now);
        }

        _actions.Record(new ToolCalled(run.Tool, run.Outcome is { } told ? AuditLabel.Of(told) : default, run.Tokens), now);
        if (run.Arguments is { } arguments)
        {
            _actions.RecordFlagged(arguments, now);
        }

        if (run.Outcome is { } outcome)
        {
            _actions.GoOn(_pipe.Lane.TryAnswerTool(call.CallId, outcome), now);
        }
        else
        {
            _open.Add(call.CallId);
            AfterCall(call, now);
        }
    }

    /// <summary>The session that called is gone: nobody waits for the answers.</summary>
    public void ForgetCalls()
    {
        _open.Clear();
        _endCall.Cancel();
    }

    /// <summary>The caller has spoken, and what was being said has been stopped: a call that was to end goes on, and the AI is told, but not heard.</summary>
    public void OnCallerSpoke()
    {
        if (_endCall.Cancel() is { } callId && _open.Remove(callId))
        {
            _pipe.Intake.Expect();
            _pipe.Intake.Interrupt(); // the AI will answer to it, and that is for nobody
            _pipe.Lane.TryAnswerTool(callId, ToolOutcome.Interrupted);
        }
    }

    /// <summary>Whether the AI wanted the call to end, and it now does.</summary>
    /// <param name="isQuiet">Nothing is being said.</param>
    public bool EndsCall(bool isQuiet, TimeSpan now) => _endCall.IsDue(isQuiet, now);

    /// <summary>What is under way has a little time to come back.</summary>
    public ValueTask DisposeAsync() => _runs.DisposeAsync();

    /// <summary>The AI will answer later: that is waited for like the answer to a turn. Where it ends the call, it is not.</summary>
    private void AfterCall(AgentToolCall call, TimeSpan now)
    {
        if (call.Name.Reveal() is not AgentPolicy.EndCallTool)
        {
            _captures.UseTool(call.Name.Reveal(), now);
            _actions.GoOn(true, now);
        }
    }

    private void Finish(ToolAnswer answer, TimeSpan now)
    {
        if (_captures.IsActive && answer.Outcome is ToolOutcome.Done)
        {
            _captures.UseTool(answer.Tool.Name, now);
        }

        if (answer.IsCircuitOpen)
        {
            _actions.Record(new FaultOccurred(answer.Tool.Label, AuditLabel.Of(FailoverReason.ToolCircuitOpen)), now);
        }

        var record = new ToolAnswered(answer.Tool.Label, AuditLabel.Of(answer.Outcome), answer.Attempts, []);
        var isWaitedFor = _open.Remove(answer.CallId);
        if (isWaitedFor && answer.Reading is { } reading)
        {
            _actions.Answered(_pipe.Lane.TryAnswerTool(answer.CallId, _pipe.Caller.Gate.Pend(_clearance.Clear(reading, answer.Reader), record)), now);
            return;
        }

        _actions.Record(record, now);
        if (isWaitedFor)
        {
            _actions.Answered(_pipe.Lane.TryAnswerTool(answer.CallId, answer.Outcome), now);
        }
    }

    private IEnumerable<ITool> Tools(MediaSessionParts parts)
    {
        var policy = parts.Context.Policy;
        var (caller, detector) = (_pipe.Caller, parts.Hearing.Detectors.For(policy));
        var values = new ArgumentValues(detector, caller.Vault, policy);
        var writer = new RequestWriter(values, parts.ReadSecret);
        if (policy.Agent.EndsCalls || policy.Failover.Spare is { EndsCalls: true })
        {
            yield return _endCall;
        }

        if (policy.Payment is { } payment)
        {
            yield return new TakePayment(payment, new TakePayment.Means
            {
                Writer = writer,
                FindCard = text => values.TypeOf(text) == EntityTypes.NameOf(EntityType.CreditCard) ? caller.Vault.TokenOf(text) : null,
                BeginEntry = (wanted, number) => new CardEntry(wanted, number, caller.Vault, detector),
                Capture = _captures.RequestCard,
                Ask = (request, read, finish) => _runs.Begin(request, read, finish),
                End = (outcome, number, record, now) =>
                    _actions.GoOn(_pipe.Lane.TryTell(caller.Gate.Pend(_clearance.OfPayment(outcome, number), record)), now),
            });
        }

        foreach (var tool in policy.Tools)
        {
            yield return new HttpTool(tool, caller.Gate.LabelOf(tool), values, writer, new ToolAnswerReader(detector, tool.Answer), _runs, Finish);
        }
    }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies.Tools;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// The only way out for what a caller says. It decides what of the held audio leaves, turn by turn and in order of time, and hands it out only after
/// the decision's audit record is durable. Nothing leaves because no detector objected: a part leaves because cleared words cover it.
/// </summary>
/// <remarks>
/// <see cref="BeginTurn"/>, the evidence, <see cref="Advance"/> and <see cref="EndTurn"/> belong to the call's loop; <see cref="ReleaseAsync(PendingRelease, CancellationToken)"/> may run
/// beside it, one release after the other in the order in which they were decided.
/// </remarks>
public sealed class ReleaseGate(
    ReleaseContext context, HoldBuffer hold, IEntityDetector detector, Conversation conversation, CallVault vault, IAuditTrail audit)
{
    /// <summary>A turn that follows within this time goes on with what the last one said.</summary>
    private static readonly MediaTime GoesOnWithin = MediaTime.FromMilliseconds(2_500);

    private readonly DeclaredNames _declared = new(context.Policy.Recognizers.Select(declared => declared.Name).Concat(context.Policy.Tools.Select(tool => tool.Name)));
    private readonly MaskRenderer _renderer = new(context.Policy.Mask, hold.SampleRate);
    private readonly SoundEdges _edges = new(hold);
    private TurnEvidence _evidence = new();
    private MaskPlan _turnPlan = Nothing(MediaTime.Zero);
    private MediaTime _releasedTo;
    private MediaTime _turnEnd;
    private bool _endedInDoubt;
    private bool _doubtBefore;

    /// <summary>Writes what stands in the text in place of identifiers; the call's one.</summary>
    public ReplacementWriter Writer { get; } = new(detector, vault, context.Policy);

    /// <summary>Number of the turn under way, from 1; 0 before the first.</summary>
    public int Turn { get; private set; }

    public bool IsInTurn { get; private set; }

    /// <summary>Everything of the turn before this has been decided.</summary>
    public MediaTime ReleasedTo => _releasedTo;

    /// <summary>What is known of the turn under way; the call's loop adds to it.</summary>
    public TurnEvidence Evidence => _evidence;

    /// <summary>A turn starts; what lies before it was never said to anybody and is forgotten.</summary>
    public void BeginTurn(MediaTime start)
    {
        _evidence = new TurnEvidence();
        _doubtBefore = _endedInDoubt && start - _turnEnd <= GoesOnWithin;
        (_turnPlan, _releasedTo) = (Nothing(start), start);
        IsInTurn = true;
        Turn++;
        hold.DiscardBefore(start);
    }

    /// <summary>What was heard was no turn: nothing more of it leaves. Its number is free again, unless something of it has been decided.</summary>
    public void AbandonTurn()
    {
        IsInTurn = false;
        Turn -= _turnPlan.Parts.IsEmpty ? 1 : 0;
    }

    /// <summary>Decides as much as can be decided while the caller goes on.</summary>
    /// <param name="explainedTo">Up to here every voiced part has been transcribed, or withheld as the transcriber failed.</param>
    /// <returns>Null when nothing more can leave yet.</returns>
    public PendingRelease? Advance(MediaTime explainedTo)
    {
        var detection = Detect(isFinal: false);
        var verdicts = WordJudge.Judge(_evidence, detection, context.Policy, _doubtBefore);
        var reach = MediaTime.Max(MediaTime.FromTimeSpan(context.Policy.Clearance.MaskPadding), MaskPlanner.WordReach);
        var until = MediaTime.Min(explainedTo, OpenSince(detection, verdicts)) - reach; // what becomes of a word concerns the sound that far before it
        if (!IsInTurn || until <= _releasedTo)
        {
            return null;
        }

        return Decide(new MediaInterval(_releasedTo, until), detection, verdicts, endsTurn: false);
    }

    /// <summary>The caller's turn is over: the rest is decided, and what could still have gone on is masked.</summary>
    public PendingRelease EndTurn(MediaTime end)
    {
        var detection = Detect(isFinal: true);
        var verdicts = WordJudge.Judge(_evidence, detection, context.Policy, _doubtBefore);
        var pending = Decide(new MediaInterval(_releasedTo, MediaTime.Max(end, _releasedTo)), detection, verdicts, endsTurn: true);
        conversation.Add(Speaker.Caller, _evidence.Text);
        IsInTurn = false;
        (_endedInDoubt, _turnEnd) = (verdicts is [.., { IsCleared: false }], end);
        return pending;
    }

    /// <summary>Makes the decision durable, and only then hands out what it lets out.</summary>
    /// <exception cref="AuditUnavailableException">The record could not be made durable; nothing left and nothing will.</exception>
    public async ValueTask<Release> ReleaseAsync(PendingRelease pending, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(pending.Record, cancellationToken);
        return new Release(
            new ReleasedAudio(pending.Samples, hold.SampleRate, pending.Plan.Interval),
            pending.Text is null ? null : new ReleasedText(pending.Text));
    }

    /// <summary>A tool of the tenant's own, for the audit log.</summary>
    public AuditLabel LabelOf(ToolPolicy tool) => _declared.LabelOf(tool.Name);

    /// <summary>An answer that has been cleared, with the record that it waits for.</summary>
    public PendingAnswer Pend(ClearedAnswer answer, ToolAnswered record) => new(answer.Text, Named(record with { Tokens = answer.Tokens }));

    /// <summary>Makes the record of a tool's answer durable, and only then hands the answer out.</summary>
    /// <exception cref="AuditUnavailableException">The record could not be made durable; nothing left and nothing will.</exception>
    public async ValueTask<ReleasedAnswer> ReleaseAsync(PendingAnswer pending, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(pending.Record, cancellationToken);
        return new ReleasedAnswer(pending.Text);
    }

    private static MaskPlan Nothing(MediaTime at) => new(new MediaInterval(at, at), []);

    private Detection.Detection Detect(bool isFinal) =>
        detector.Detect(_evidence.Text.Reveal(), Speaker.Caller, conversation, isFinal);

    /// <summary>When the first word was said that may be the beginning of an identifier, or that the next ones may show to be alone.</summary>
    private MediaTime OpenSince(Detection.Detection detection, WordVerdict[] verdicts)
    {
        var alone = Math.Min(LoneWords.FirstOpen(verdicts, _evidence.Words), KeptIdentifiers.FirstOpen(verdicts));
        for (var at = 0; at < _evidence.Words.Count; at++)
        {
            if (at >= alone || _evidence.Spans[at].End > detection.OpenFrom)
            {
                return _evidence.Words[at].Interval.Start;
            }
        }

        return MediaTime.MaxValue;
    }

    private PendingRelease Decide(MediaInterval interval, Detection.Detection detection, WordVerdict[] verdicts, bool endsTurn)
    {
        var (plan, samples) = Render(MaskPlanner.Plan(interval, _evidence, verdicts, context.Policy.Clearance, _edges));
        _turnPlan = _turnPlan.Then(plan);
        var text = endsTurn ? RedactedTurn.Write(_turnPlan, _evidence, verdicts, Writer) : null;
        _releasedTo = interval.End;
        hold.DiscardBefore(_releasedTo);
        return new PendingRelease(_turnPlan.Interval, plan, samples, text, RecordOf(plan, detection));
    }

    /// <summary>Renders a plan; a cleared part whose original is no longer held becomes a mask.</summary>
    private (MaskPlan Plan, short[] Samples) Render(MaskPlan plan)
    {
        var origin = plan.Interval.Start.ToSamples(hold.SampleRate);
        var samples = new short[plan.Interval.End.ToSamples(hold.SampleRate) - origin];
        var parts = ImmutableArray.CreateBuilder<PlannedPart>(plan.Parts.Length);
        foreach (var planned in plan.Parts)
        {
            var part = planned;
            var from = (int)(part.Interval.Start.ToSamples(hold.SampleRate) - origin);
            var to = (int)(part.Interval.End.ToSamples(hold.SampleRate) - origin);
            if (!_renderer.TryRender(part, hold, samples.AsSpan(from..to)))
            {
                part = part with { Action = ReleaseAction.Masked, Reason = ReleaseReason.HoldOverflow };
                _renderer.TryRender(part, hold, samples.AsSpan(from..to));
            }

            parts.Add(part);
        }

        return (plan with { Parts = parts.MoveToImmutable() }, samples);
    }

    private ReleaseDecided RecordOf(MaskPlan plan, Detection.Detection detection)
    {
        var items = plan.Parts.Select(part => new ReleaseItem(
            AuditLabel.Of(part.Action),
            AuditLabel.Of(part.Reason),
            part.Entity is { } entity ? AuditLabel.Of(entity.Type) : default,
            part.Entity is { } found ? LabelOf(found.Recognizer) : default,
            part.Confidence,
            part.Interval.Start.Ticks,
            part.Interval.End.Ticks));
        var failed = detection.FailedRecognizers.Select(recognizer => new ReleaseItem(
            AuditLabel.Of(ReleaseAction.Masked),
            AuditLabel.Of(ReleaseReason.RecognizerFailed),
            default,
            LabelOf(recognizer),
            0,
            plan.Interval.Start.Ticks,
            plan.Interval.End.Ticks));
        return Named(new ReleaseDecided(Turn, plan.Interval.Start.Ticks, plan.Interval.End.Ticks, [.. items, .. failed]));
    }

    private TEvent Named<TEvent>(TEvent record)
        where TEvent : AuditEvent => record with { CallId = context.CallId, Tenant = context.Policy.Tenant, PolicyRevision = context.Policy.Revision };

    private AuditLabel LabelOf(RecognizerName recognizer) => recognizer.Type is { } type ? AuditLabel.OfType(type) : _declared.LabelOf(recognizer.Name);
}

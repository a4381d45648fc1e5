using System.Collections.Immutable;
using System.Globalization;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Files;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Reading;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>Tries a policy on a conversation in writing, or on a recording that was cleared by it.</summary>
internal static class PolicyTrial
{
    /// <param name="lines">One utterance each, "agent:" or "caller:" before it; the caller's without. Empty lines are counted and left out.</param>
    public static ImmutableArray<TrialStep> OfText(IEnumerable<string> lines, TenantPolicy policy)
    {
        var detector = new TenantDetectors().For(policy);
        var vault = new CallVault();
        var writer = new ReplacementWriter(detector, vault, policy);
        var (redactor, agent) = (new TextRedactor(writer), new AgentTextClearance(detector, vault, writer, policy.Agent.Values));
        var (conversation, capture) = (new Conversation(), new SecureCapture(policy.SecureCapture));
        var steps = ImmutableArray.CreateBuilder<TrialStep>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var (speaker, text) = SpeakerOf(line);
            if (text.Length == 0)
            {
                continue;
            }

            var said = new Sensitive<string>(text);
            var (leaves, reasons, outcome) = speaker is Speaker.Agent ? OfAgent(agent.Clear(said, conversation)) : OfCaller(text, detector, conversation, redactor, policy);
            if (capture.Hear(speaker, said, now: TimeSpan.Zero).HasFlag(CaptureChange.Began))
            {
                reasons = reasons.Add("a secure capture begins: in a call nothing more would leave until it is done");
            }

            conversation.Add(speaker, said);
            steps.Add(new TrialStep($"line {number}, {(speaker is Speaker.Agent ? "agent" : "caller")}", leaves, reasons, outcome));
        }

        return steps.ToImmutable();
    }

    /// <summary>The parts of a recording in order of time, and then the text of its turns.</summary>
    public static ImmutableArray<TrialStep> OfAudio(ClearedFile cleared) =>
    [
        .. cleared.Parts.Select(part => new TrialStep(
            string.Create(CultureInfo.InvariantCulture, $"{part.Interval.Start.TotalSeconds:0.000}-{part.Interval.End.TotalSeconds:0.000} s"),
            part.Action switch
            {
                ReleaseAction.Cleared => "the original",
                ReleaseAction.Masked => "the mask",
                _ => "new silence",
            },
            [ReasonOf(part)],
            $"{part.Action} {ReasonOf(part)}")),
        .. cleared.Turns.Select((text, turn) => new TrialStep($"turn {turn + 1}", text, [], text)),
    ];

    private static string ReasonOf(PlannedPart part) => part.Entity is { } entity ? $"{part.Reason}: {Found(entity)}" : part.Reason.ToString();

    private static (string Leaves, ImmutableArray<string> Reasons, string Outcome) OfCaller(
        string text, IEntityDetector detector, Conversation conversation, TextRedactor redactor, TenantPolicy policy)
    {
        var detection = detector.Detect(text, Speaker.Caller, conversation, isFinal: true);
        var leaves = redactor.Redact(text, detection.Entities);
        var failed = detection.FailedRecognizers.Select(recognizer => $"{recognizer} failed: all of it is withheld");
        var reasons = detection.Entities.Select(entity => $"{Found(entity)}: {ActionsOn(entity, policy, leaves)}");
        return (leaves, [.. failed, .. reasons], OutcomeOf(leaves, detection.Entities, policy));
    }

    /// <summary>The text, but the actions on it where a value in it is random; and the actions on the sound.</summary>
    private static string OutcomeOf(string leaves, ImmutableArray<Entity> entities, TenantPolicy policy)
    {
        var onText = entities.Select(entity => policy.TextActionFor(entity.Type, entity.Confidence)).ToList();
        var onSound = entities.Select(entity => policy.SoundActionFor(entity.Type, entity.Confidence));
        return $"{(onText.Contains(TextAction.Surrogate) ? string.Join(' ', onText) : leaves)}\n{string.Join(' ', onSound)}";
    }

    private static (string Leaves, ImmutableArray<string> Reasons, string Outcome) OfAgent(ClearedAgentText cleared)
    {
        var flag = cleared.IsFlagged ? ", flagged" : "";
        return (cleared.Text, [.. cleared.Values.Select(value => $"{Found(value.Entity)}: {OriginOf(value)}{flag}")], cleared.Text + flag);
    }

    private static string OriginOf(AgentValue value) => value.Origin switch
    {
        AgentValueOrigin.Repeated => "the caller said it",
        AgentValueOrigin.Surrogate => "a made-up value that it was given",
        _ => "nobody had said it",
    };

    private static string Found(Entity entity) =>
        string.Create(CultureInfo.InvariantCulture, $"{EntityTypes.NameOf(entity.Type)} by {entity.Recognizer.Name}, {entity.Confidence:0.00}");

    private static string ActionsOn(Entity entity, TenantPolicy policy, string leaves)
    {
        var (text, sound) = (policy.TextActionFor(entity.Type, entity.Confidence), policy.SoundActionFor(entity.Type, entity.Confidence));
        var written = policy.For(entity.Type);
        var but = (text, sound) != (written.Text, written.Sound)
            ? string.Create(CultureInfo.InvariantCulture, $" (not sure enough: the policy asks for {written.MinimumConfidence})")
            : text is TextAction.LastFour or TextAction.BinAndLastFour && !ShowsFigures(leaves, entity.Type) ? " (a token: not read as a whole number)" : "";
        return $"{ConfigWords<TextAction>.Of(text)} in text, {ConfigWords<SoundAction>.Of(sound)} in sound{but}";
    }

    private static bool ShowsFigures(string leaves, EntityType type) => leaves.Split('[')
        .Any(part => part.StartsWith(EntityTypes.NameOf(type), StringComparison.Ordinal) && part.Contains(" ending in ", StringComparison.Ordinal));

    private static (Speaker Speaker, string Text) SpeakerOf(string line) => line.Split(':', 2) switch
    {
        [var name, var text] when name.Trim().Equals("agent", StringComparison.OrdinalIgnoreCase) => (Speaker.Agent, text.Trim()),
        [var name, var text] when name.Trim().Equals("caller", StringComparison.OrdinalIgnoreCase) => (Speaker.Caller, text.Trim()),
        _ => (Speaker.Caller, line.Trim()),
    };
}

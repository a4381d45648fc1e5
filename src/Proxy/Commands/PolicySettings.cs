using System.Collections.Immutable;
using System.Globalization;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What a policy says of what may leave, setting by setting, defaults included: for people, and to compare two.</summary>
internal static class PolicySettings
{
    public static ImmutableArray<(string Name, string Value)> Of(TenantPolicy policy) =>
    [
        ("agent.url", policy.Agent.Url.GetLeftPart(UriPartial.Path)),
        ("agent.forward", ConfigWords<ForwardMode>.Of(policy.Agent.Forward)),
        ("agent.values", ConfigWords<AgentValueAction>.Of(policy.Agent.Values)),
        ("mask.sound", ConfigWords<MaskSound>.Of(policy.Mask.Sound)),
        ("mask.tone", $"{policy.Mask.ToneFrequency}Hz"),
        ("clearance.minimum-word-confidence", Number(policy.Clearance.MinimumWordConfidence)),
        ("clearance.mask-padding", Seconds(policy.Clearance.MaskPadding)),
        .. EntityTypes.All.Select(type => ($"entities.{EntityTypes.NameOf(type)}", Entity(policy.For(type)))),
        .. policy.Recognizers.Select(recognizer => ($"recognizers.{recognizer.Name}", Recognizer(recognizer))),
        ("secure-capture", Capture(policy.SecureCapture)),
        ("turns.end-silence", Seconds(policy.Turns.EndSilence)),
        ("turns.maximum-turn", Seconds(policy.Turns.MaximumTurn)),
    ];

    /// <summary>The settings that differ; null stands for one that is not there.</summary>
    public static IEnumerable<(string Name, string? Here, string? There)> Differences(TenantPolicy here, TenantPolicy there)
    {
        var (ours, theirs) = (Of(here).ToDictionary(), Of(there).ToDictionary());
        return from name in ours.Keys.Union(theirs.Keys)
               let pair = (Name: name, Here: ours.GetValueOrDefault(name), There: theirs.GetValueOrDefault(name))
               where pair.Here != pair.There
               select pair;
    }

    private static string Entity(EntityPolicy entity) =>
        $"{ConfigWords<TextAction>.Of(entity.Text)} in text, {ConfigWords<SoundAction>.Of(entity.Sound)} in sound, from {Number(entity.MinimumConfidence)} on";

    private static string Recognizer(CustomRecognizer recognizer) => string.Join(", ",
    [
        EntityTypes.NameOf(recognizer.Type),
        $"pattern {recognizer.Pattern ?? "none"}",
        $"words [{string.Join(", ", recognizer.Words)}]",
        $"context [{string.Join(", ", recognizer.Context)}]",
        $"checksum {ConfigWords<RecognizerChecksum>.Of(recognizer.Checksum)}",
    ]);

    private static string Capture(SecureCapturePolicy capture) => capture.IsUsed
        ? $"from [{string.Join(", ", [.. capture.StartPhrases, .. capture.StartTools, .. capture.StartsOnDigit ? ["a digit"] : Array.Empty<string>(), .. capture.StartsOnRequest ? [SecureCapturePolicy.RequestTool] : Array.Empty<string>()])}]"
            + $" to [{string.Join(", ", [.. capture.DoneTools, ConfigWords<CaptureKey>.Of(capture.DoneKey)])}] or {Seconds(capture.Timeout)}"
        : "never";

    private static string Number(float number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");
}

using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>US social security numbers, whole and last four.</summary>
internal sealed class SsnRecognizer() : NumberRecognizer(EntityType.UsSsn)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.UsSsn, 0.85f, 9,
            "social security number", "social security", "social", "socials", "ssn", "s s n", "social security card", "tax id", "taxpayer id", "itin",
            "last four of your social", "last four of my social", "last four of the social", "last four digits of your social",
            "last four digits of my social"),
        .. Cue.All(EntityType.UsSsn, 0.5f, 9,
            "last four", "last 4", "last four digits", "last 4 digits", "last four are", "ending in", "ends in", "ends with", "ending with", "final four", "ss number", "s s number", "soc", "four digits", "tax identification number", "tax identification", "tax number"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is 4 or 9 ? 0.1f : 0);

    protected override float Unannounced(Run run) =>
        run.Figures == 9 && run.Letters == 0 && run.Numbers >= 3 ? 0.45f : 0;
}

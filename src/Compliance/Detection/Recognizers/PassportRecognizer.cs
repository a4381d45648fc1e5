using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Passport numbers.</summary>
internal sealed class PassportRecognizer() : NumberRecognizer(EntityType.Passport)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Passport, 0.85f, 9,
            "passport", "passport number", "passport id", "passport card", "passport no"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is 8 or 9 ? 0.1f : 0);
}

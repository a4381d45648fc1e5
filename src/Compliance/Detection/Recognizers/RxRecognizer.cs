using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Prescription numbers.</summary>
internal sealed class RxRecognizer() : NumberRecognizer(EntityType.RxNumber)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.RxNumber, 0.7f, 7,
            "rx number", "rx", "r x", "r x number", "prescription number", "prescription", "prescriptions", "script number", "script", "refill number",
            "refill", "number on the bottle", "on the bottle", "rx #", "bottle", "pill bottle", "the label", "on the label",
            "need refilled"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= 6 and <= 12 ? 0.1f : 0);
}

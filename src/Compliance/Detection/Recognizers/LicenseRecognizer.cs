using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Driver, medical and other professional licences and certificates.</summary>
internal sealed class LicenseRecognizer() : NumberRecognizer(EntityType.LicenseNumber)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.LicenseNumber, 0.85f, 8,
            "driver 's license", "drivers license", "driver license", "driver 's licence", "license number", "licence number", "license", "licence",
            "license on file", "medical license", "nursing license", "state id", "state id number", "certificate number", "certificate", "dl number",
            "d l number", "driving license", "permit number"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= 6 and <= 13 ? 0.1f : 0);
}

using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>National provider identifiers.</summary>
internal sealed class NpiRecognizer() : NumberRecognizer(EntityType.Npi)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Npi, 0.85f, 10,
            "npi", "n p i", "npi number", "n p i number", "national provider identifier", "provider identifier", "national provider number",
            "provider number", "provider id"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (Checksum.IsNpi(characters) ? 0.1f : 0);
}

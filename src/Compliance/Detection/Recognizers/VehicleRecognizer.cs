using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Vehicle identification numbers and licence plates.</summary>
internal sealed class VehicleRecognizer() : NumberRecognizer(EntityType.VehicleId)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.VehicleId, 0.85f, 9,
            "vin", "v i n", "vin number", "vehicle identification number", "vehicle id", "license plate", "licence plate", "plate number", "plate",
            "plates", "tag number", "license plate number", "plate was", "parked in", "tag", "tags", "registration number", "registration"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (Checksum.IsVin(characters) ? 0.1f : 0);

    protected override float Unannounced(Run run) => Checksum.IsVin(run.Characters) && run.Letters > 0 ? 0.8f : 0;
}

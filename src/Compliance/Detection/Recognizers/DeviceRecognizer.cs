using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Serial and identification numbers of devices. GUIDs are <see cref="GuidRecognizer"/>'s.</summary>
internal sealed class DeviceRecognizer() : NumberRecognizer(EntityType.DeviceId)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.DeviceId, 0.85f, 9,
            "serial number", "serial", "device id", "device i d", "device number", "device", "serial no", "sticker", "the sticker on", "recall letter", "model number", "implant number", "lot number",
            "udi", "pump number", "imei", "asset tag", "serial on", "transmitter id", "sensor id"),
    ];

    protected override float Announced(string characters, float expectation) => expectation + (characters.Length is >= 6 and <= 12 ? 0.1f : 0);
}

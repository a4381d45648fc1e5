using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Voice print, fingerprint and other biometric record numbers.</summary>
internal sealed class BiometricRecognizer() : NumberRecognizer(EntityType.BiometricId)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.BiometricId, 0.85f, 8,
            "voiceprint", "voice print", "voiceprint id", "voice print id", "voice enrollment", "voice id", "fingerprint", "fingerprint record",
            "fingerprint record number", "palm scan", "palm scan id", "face id", "facial scan", "iris scan", "retina scan", "biometric", "biometric id",
            "biometrics", "enrollment id", "faceprint", "hand scan"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= 6 and <= 12 ? 0.1f : 0);
}

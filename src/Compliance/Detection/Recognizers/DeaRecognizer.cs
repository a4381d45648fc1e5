using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>DEA registration numbers: two letters, seven figures, the last a check digit.</summary>
internal sealed class DeaRecognizer() : NumberRecognizer(EntityType.DeaNumber)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.DeaNumber, 0.85f, 9,
            "dea", "d e a", "dea number", "d e a number", "dea registration", "dea is"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length == 9 && Checksum.IsDea(characters.AsSpan(2)) ? 0.1f : 0);

    protected override float Unannounced(Run run) =>
        run.Characters.Length == 9 && run.Letters == 2 && Checksum.IsDea(run.Characters.AsSpan(2)) ? 0.6f : 0;
}

using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Medical record and chart numbers.</summary>
internal sealed class MrnRecognizer() : NumberRecognizer(EntityType.Mrn)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Mrn, 0.85f, 8,
            "medical record number", "medical record", "medical records number", "mrn", "m r n", "mrnr", "mr number", "record number", "chart number",
            "chart", "patient number", "patient id", "patient i d", "record", "visit summary", "hospital number", "charts", "wristband", "on my wristband", "unit number", "medical number", "patient account", "file number", "the record", "chart is", "chart id",
            "health record number"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= 5 and <= 12 ? 0.1f : 0);
}

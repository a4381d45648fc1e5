using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>ZIP codes of five or nine figures, announced or behind a state's name.</summary>
internal sealed class ZipRecognizer() : NumberRecognizer(EntityType.ZipCode)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.ZipCode, 0.85f, 5, "zip code", "zip", "zipcode", "postal code", "post code", "zips", "area zip", "billing zip", "city and zip", "mailing zip", "home zip", "zip is", "zip on", "zip plus four", "postal", "zip for"),
        .. Cue.All(EntityType.ZipCode, 0.5f, 5, [.. WordTables.States.Split(' ').Select(state => state.Replace('_', ' '))]),
        .. Cue.All(EntityType.ZipCode, 0.4f, 5, "clinic near", "pharmacy near", "lab near", "doctor near", "office near", "near"),
    ];

    protected override float Announced(string characters, float expectation) => expectation + (characters.Length is 5 or 9 ? 0.1f : 0);
}

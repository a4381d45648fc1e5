using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Telephone and fax numbers: ten figures of the North American plan, seven of a local one, and international ones.</summary>
internal sealed class PhoneRecognizer() : NumberRecognizer(EntityType.PhoneNumber)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.PhoneNumber, 0.85f, 10,
            "phone number", "phone", "telephone number", "telephone", "cell phone", "cell number", "cell", "mobile number", "mobile", "fax number",
            "fax", "callback number", "call back number", "contact number", "home number", "work number", "call me", "call me back", "call me at",
            "call you", "call you at", "call us", "we 'll call", "will call", "should call", "reach me", "reach you", "reach me at", "reach her",
            "reach him", "call him", "call her", "text you", "text me", "number to reach", "best number", "good number", "new number",
            "daytime number", "emergency contact", "tel", "calling from", "dial", "ring me", "try me at", "try my", "daughter at", "son at", "wife at", "husband at", "number is", "reached at", "line is", "extension", "pager", "beeper", "answering service", "text", "send a text to", "landline", "phone is", "cell is", "mobile is", "fax is", "voicemail at", "get me at", "get me on", "get a hold of me at", "get hold of me at", "try", "pick up", "cut off", "disconnected"),
        .. Cue.All(EntityType.PhoneNumber, 0.5f, 10,
            "number 's", "my number is", "your number", "my number", "her number", "his number", "area code"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is 10 or 7 or 11 ? 0.1f : 0);

    protected override float Unannounced(Run run) => (run.Letters, run.Figures) switch
    {
        (0, 10) => 0.6f,
        (0, 11) when run.Characters[0] is '1' => 0.6f,
        (0, 7) => 0.45f,
        _ => 0,
    };
}

using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Card verification codes: three figures, four on American Express.</summary>
internal sealed class CvvRecognizer() : NumberRecognizer(EntityType.Cvv)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Cvv, 0.85f, 3,
            "cvv", "c v v", "cvc", "c v c", "cvv2", "cvv 2", "cid", "security code", "secure code", "card verification", "verification number",
            "verification value", "verification code", "code on the back", "numbers on the back", "number on the back", "digits on the back", "three digits on the back", "the three digits on the back",
            "three on the back", "one on the back", "four on the front", "three digit code", "3 digit code", "four digit code", "back of the card",
            "signature strip", "signature panel", "card code", "security number", "security digits", "three digit number", "four digit number", "last three digits", "last three on the back", "three numbers on the back", "by the signature", "security pin", "csc", "c s c", "cvv number", "code on the card", "code on the front", "verification", "three digits", "on the back of it", "four digits on the front", "card 's code", "three digit", "3 digit", "little code", "little number", "back side", "flip side"),
        .. Cue.All(EntityType.Cvv, 0.5f, 3,
            "behind", "behind is", "check digits", "secret number", "secret code", "little ones", "three little", "turn it over", "turn it around", "other side", "on the back", "the back", "back has", "back says", "back of hers", "back of his", "back of mine", "last three", "last 3", "final three", "after the signature", "signature line", "in italics", "on the reverse", "signature", "reverse", "reverse side", "security", "the code", "code is", "code 's", "code", "that code"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is 3 or 4 ? 0.1f : 0);
}

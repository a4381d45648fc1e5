using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>PINs and passcodes that open a card, an account or a portal: three to eight figures, most often four.</summary>
internal sealed class PinRecognizer() : NumberRecognizer(EntityType.Pin)
{
    private const int Fewest = 3;
    private const int Most = 8;

    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.Pin, 0.85f, 4,
            "pin number", "pin code", "p i n", "p i n number", "my pin", "your pin", "his pin", "her pin", "their pin", "our pin", "pin is", "pin 's", "pin for", "pin was", "card pin",
            "debit pin", "account pin", "phone pin", "telephone pin", "digit pin", "current pin", "new pin", "old pin", "personal identification number", "passcode", "pass code", "pass codes",
            "passcodes", "access code", "one time code", "one time pin", "one time passcode", "one time password", "unlock code", "login code", "sign in code", "voicemail code", "keypad code",
            "secret code", "secret number", "temporary code"),
        .. Cue.All(EntityType.Pin, 0.5f, 4, "pin", "pins"), // bones are held by such, too
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= Fewest and <= Most && characters.All(char.IsAsciiDigit) ? 0.1f : 0);
}

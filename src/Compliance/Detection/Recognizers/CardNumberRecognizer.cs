using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Payment card numbers of all brands (ISO/IEC 7812-1: 13 to 19 figures), whole, in parts and miscounted. Luhn and the issuer's range raise confidence and never clear.</summary>
internal sealed class CardNumberRecognizer() : NumberRecognizer(EntityType.CreditCard)
{
    private const int Fewest = 12; // one figure of 13 was lost
    private const int Most = 22; // a repeat was counted once too often

    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.CreditCard, 0.85f, 16,
            "card number", "card numbers", "credit card number", "debit card number", "credit card", "debit card", "card", "visa", "mastercard", "master card", "amex",
            "american express", "discover card", "long number", "sixteen digits", "16 digits", "fifteen digits", "number on the front", "number on the card",
            "numbers on the front", "front of the card", "hsa card", "fsa card", "c c", "number on the front of the card", "first four digits", "first eight digits",
            "first six digits", "card ending in", "card that ends in", "card on file", "pan number"),
        .. Cue.All(EntityType.CreditCard, 0.5f, 16,
            "form of payment", "method of payment", "payment information", "payment method", "for the payment", "to pay with", "pay with", "charge it to", "put it on", "put that on", "for the copay", "pay it with", "pan", "cc"),
    ];

    protected override float Announced(string characters, float expectation) =>
        Math.Max(expectation * 0.8f, OfShape(characters)) + (expectation * 0.15f);

    protected override float Unannounced(Run run) => OfShape(run.Characters);

    private static float OfShape(string characters)
    {
        if (characters.Length is < Fewest or > Most || characters.Any(char.IsAsciiLetter))
        {
            return 0;
        }

        return 0.55f + (Checksum.IsLuhn(characters) ? 0.25f : 0) + (IsIssuer(characters) ? 0.15f : 0);
    }

    /// <summary>The ranges in use: Visa 4, Mastercard 51-55 and 2221-2720, American Express 34 and 37, Discover 6011, 644-649 and 65, Diners 30, 36, 38, JCB 3528-3589, UnionPay 62, Maestro 50 and 56-69.</summary>
    private static bool IsIssuer(string figures)
    {
        var first = int.TryParse(figures.AsSpan(0, 4), out var four) ? four : 0;
        return first / 1000 == 4
            || first / 100 is (>= 50 and <= 69) or 34 or 37 or 30 or 36 or 38
            || first is (>= 2221 and <= 2720) or (>= 3528 and <= 3589);
    }
}

using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Card expiry: month and year, said in any of their forms. A month by name with its year is read by <see cref="DateRecognizer"/>.</summary>
internal sealed class CardExpiryRecognizer() : NumberRecognizer(EntityType.CardExpiry)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.CardExpiry, 0.85f, 4,
            "thru", "validity", "valid up to", "valid", "finishes in", "finishes", "good up to", "runs through", "through what date", "goes until", "month and the year", "date under", "date below", "date underneath", "date under the number", "underneath it says", "underneath is", "valid from", "expiration date", "expiration", "expiry date", "expiry", "expires", "expires in", "expires on", "expiring", "expired", "exp date", "exp",
            "good through", "good thru", "valid through", "valid thru", "valid until", "good until", "good till", "runs out", "expire", "expires at the end of", "expiration is", "month and year", "valid to", "valid till", "good to", "end date", "expiry is", "date on the card", "date on the front", "exp is", "through date", "it 's good until", "expiration month", "lapses", "lapse", "lapses in", "renews in", "is good for"),
    ];

    /// <summary>"the third of twenty thirty one", "may 2030"</summary>
    protected override int FirstOf(Reading reading, Run run)
    {
        var first = reading.LexemeAt(run.First - 1) is "of" ? run.First - 2 : run.First - 1;
        return !reading.IsAt(first, WordTraits.Ordinal | WordTraits.Month) ? run.First : reading.LexemeAt(first - 1) is "the" ? first - 1 : first;
    }

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is 3 or 4 or 6 ? 0.1f : 0);
}

namespace CompliantVoiceProxy.Policies;

/// <summary>The actions that no policy may choose for a type, each with its reason.</summary>
public static class UnsafeActions
{
    /// <returns>Null when the action may be chosen; else words that continue "is 'keep', but".</returns>
    public static string? ReasonAgainst(EntityType type, TextAction action) => action switch
    {
        TextAction.Keep => ReasonAgainstKeeping(type),
        TextAction.LastFour when type is EntityType.Cvv or EntityType.Pin => "four figures are all of it",
        TextAction.LastFour when !DigitCounts.TryFind(type, out _, out _) => "it is no number of which four figures are less than half",
        TextAction.BinAndLastFour when type is not EntityType.CreditCard => "only a card number begins with its issuer's figures",
        TextAction.Surrogate => ReasonAgainstSurrogate(type),
        _ => null,
    };

    /// <returns>Null when the action may be chosen; else words that continue "is 'keep', but".</returns>
    public static string? ReasonAgainst(EntityType type, SoundAction action) => action is SoundAction.Keep ? ReasonAgainstKeeping(type) : null;

    private static string? ReasonAgainstKeeping(EntityType type) => type switch
    {
        EntityType.CreditCard => "a whole card number must reach nobody who is not made for it (PCI DSS 3.4.1)",
        EntityType.Cvv or EntityType.Pin => "sensitive authentication data must go nowhere and be kept nowhere (PCI DSS 3.3.1)",
        EntityType.UnknownNumber => "what it is was not found out, and whatever could not be examined is called so too",
        _ => null,
    };

    private static string? ReasonAgainstSurrogate(EntityType type) => type switch
    {
        EntityType.Cvv or EntityType.Pin => "it is forgotten after its use, so that no made-up value could stay the same",
        EntityType.UnknownNumber => "what is not known has no shape to make another value of",
        EntityType.CardExpiry or EntityType.AgeOver89 or EntityType.BiometricId => "no value of it can be made up that is nobody's",
        _ => null,
    };
}

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>What the places in a payment's request are called. Those of the card may stand in the body alone.</summary>
public static class PaymentPlaces
{
    /// <summary>As the AI gave it: a decimal number, such as 120.50.</summary>
    public const string Amount = "amount";

    /// <summary>The same in hundredths, as most gateways want it: 12050.</summary>
    public const string Cents = "amount-in-cents";

    /// <summary>Three capital letters (ISO 4217).</summary>
    public const string Currency = "currency";

    /// <summary>Figures alone.</summary>
    public const string Number = "card.number";

    /// <summary>Two figures, 01 to 12.</summary>
    public const string ExpiryMonth = "card.expiry-month";

    /// <summary>Four figures.</summary>
    public const string ExpiryYear = "card.expiry-year";

    /// <summary>Three or four figures.</summary>
    public const string SecurityCode = "card.cvv";
}

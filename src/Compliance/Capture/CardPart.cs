namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>A part of a card that a payment needs, in the order in which they are keyed in.</summary>
public enum CardPart
{
    Number,
    Expiry,
    SecurityCode,
}

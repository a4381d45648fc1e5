namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>How a payment ended, as the voice AI is told.</summary>
public enum PaymentOutcome
{
    Approved,

    Declined,

    /// <summary>It is not known that anything was paid: the gateway failed, or the card could not be read.</summary>
    Failed,
}

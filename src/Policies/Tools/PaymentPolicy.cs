using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>The tenant's payment gateway. The voice AI asks for a payment and learns its outcome and the card's last four figures; the card goes from the caller to the gateway.</summary>
public sealed record PaymentPolicy
{
    /// <summary>The tool of the proxy's own that the AI calls.</summary>
    public const string Tool = "take_payment";

    /// <summary>Its places are <see cref="PaymentPlaces"/>.</summary>
    public required ToolRequest Request { get; init; }

    /// <summary>How long the gateway may take, all attempts together; 1 s to 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The header that gets a key of the payment's own, by which the gateway knows a second attempt; null where the gateway knows none, and then nothing is tried again that may have reached it.</summary>
    public string? IdempotencyHeader { get; init; }

    /// <summary>Attempts beyond the first, 0 to 5.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Where in the gateway's answer its verdict stands; null where the status code is the verdict: 2xx approved, 402 declined.</summary>
    public AnswerPointer? VerdictAt { get; init; }

    /// <summary>The verdicts that mean approved.</summary>
    public ImmutableArray<string> Approved { get; init; } = [];

    /// <summary>The verdicts that mean declined; every other is a failure.</summary>
    public ImmutableArray<string> Declined { get; init; } = [];
}

using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>An identifier that was found in a text.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Recognizer">Which one found it.</param>
public sealed record Entity(EntityType Type, TextSpan Span, float Confidence, RecognizerName Recognizer)
{
    /// <summary>What the tenant calls it; null for every type but <see cref="EntityType.Custom"/>.</summary>
    public string? CustomName { get; init; }

    /// <summary>The name of its type in tokens and reports: "CREDIT_CARD", or what the tenant calls it.</summary>
    public string TypeName => CustomName ?? EntityTypes.NameOf(Type);
}

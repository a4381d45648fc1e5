using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>An identifier that was found in a text.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Recognizer">The type of the recognizer that found it.</param>
public sealed record Entity(EntityType Type, TextSpan Span, float Confidence, Type Recognizer);

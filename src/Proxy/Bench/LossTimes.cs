namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>What followed when the voice AI died in mid-answer, since its connection broke.</summary>
/// <param name="ToSound">Until the caller heard something again.</param>
/// <param name="ToRinging">Until people's telephone rang.</param>
internal readonly record struct LossTimes(TimeSpan ToSound, TimeSpan ToRinging);

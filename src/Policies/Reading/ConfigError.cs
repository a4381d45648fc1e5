namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>One thing that is wrong with a configuration file, in words that say how to put it right.</summary>
/// <param name="Line">From 1.</param>
public sealed record ConfigError(int Line, string Words);

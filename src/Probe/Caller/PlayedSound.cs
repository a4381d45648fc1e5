namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>When a sound was sent.</summary>
/// <param name="Start">First sample, since the call was placed.</param>
/// <param name="End">Last sample, since the call was placed.</param>
public readonly record struct PlayedSound(TimeSpan Start, TimeSpan End);

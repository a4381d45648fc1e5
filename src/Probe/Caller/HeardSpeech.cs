namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>A stretch in which the other side spoke, by the energy of its sound.</summary>
/// <param name="Start">Since the call was placed.</param>
/// <param name="End">Since the call was placed.</param>
public readonly record struct HeardSpeech(TimeSpan Start, TimeSpan End);

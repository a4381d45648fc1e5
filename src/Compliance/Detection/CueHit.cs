namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Where a cue stands in a text: its tokens <paramref name="First"/> to <paramref name="Last"/>, both inside.</summary>
internal readonly record struct CueHit(Cue Cue, int First, int Last);

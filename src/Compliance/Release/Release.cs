namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What the gate let out of one stretch.</summary>
/// <param name="Text">The whole turn's text; only with the turn's last release.</param>
public sealed record Release(ReleasedAudio Audio, ReleasedText? Text);

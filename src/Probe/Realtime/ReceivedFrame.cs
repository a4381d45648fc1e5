namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One message of a client.</summary>
/// <param name="Timestamp">Of the options' clock.</param>
/// <param name="Json">As it came, but audio is replaced by how many bytes it was.</param>
public sealed record ReceivedFrame(long Timestamp, string Type, string Json);

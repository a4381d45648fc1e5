namespace CompliantVoiceProxy.Agents;

/// <summary>A secure capture that the voice AI asked for is over. Of what was captured there is nothing here.</summary>
/// <param name="IsDone">False when it ran out of time.</param>
public sealed record CaptureNotice(CaptureSubject Subject, bool IsDone) : AgentNotice;

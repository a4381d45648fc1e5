namespace CompliantVoiceProxy.Agents;

/// <summary>What the voice AI asks to be captured without it.</summary>
public enum CaptureSubject
{
    Card,
    Ssn,
    Pin,
    Other,
}

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Which of the tenant's voice AIs.</summary>
public enum AgentRung
{
    First,

    /// <summary>The one that stands by for the first.</summary>
    Spare,
}

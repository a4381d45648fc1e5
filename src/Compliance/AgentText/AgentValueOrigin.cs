namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>Where an identifier in the voice AI's words comes from.</summary>
public enum AgentValueOrigin
{
    /// <summary>The caller said it in this call.</summary>
    Repeated,

    /// <summary>Nobody said it: the AI made it up, or knows it from elsewhere.</summary>
    Invented,

    /// <summary>It is a made-up value that the AI was given in place of a true one.</summary>
    Surrogate,
}

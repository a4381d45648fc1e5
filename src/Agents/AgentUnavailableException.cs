namespace CompliantVoiceProxy.Agents;

/// <summary>No session could be opened with the voice AI. The message says why and what to do; it holds no secret and no caller content.</summary>
public sealed class AgentUnavailableException : Exception
{
    public AgentUnavailableException()
    {
    }

    public AgentUnavailableException(string message)
        : base(message)
    {
    }

    public AgentUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

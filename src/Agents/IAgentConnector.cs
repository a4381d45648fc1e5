namespace CompliantVoiceProxy.Agents;

/// <summary>Opens sessions with one kind of voice AI.</summary>
public interface IAgentConnector
{
    /// <summary>Connects, sets the session up (the AI's own turn detection off) and returns when the AI has confirmed it.</summary>
    /// <exception cref="AgentUnavailableException">Refused, timed out, or answered something else than the protocol.</exception>
    Task<IAgentSession> ConnectAsync(AgentOptions options, CancellationToken cancellationToken);
}

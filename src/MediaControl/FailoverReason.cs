namespace CompliantVoiceProxy.MediaControl;

public enum FailoverReason
{
    AgentLost,
    AgentSilent,
    TranscriberFailed,
    AuditUnavailable,
    PolicyRevoked,

    /// <summary>A back end that the tenant's tools need failed so often that it is not asked for now.</summary>
    ToolCircuitOpen,
}

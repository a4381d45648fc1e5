namespace CompliantVoiceProxy.MediaControl;

public enum FailoverReason
{
    AgentLost,
    AgentSilent,
    TranscriberFailed,
    AuditUnavailable,
    PolicyRevoked,
}

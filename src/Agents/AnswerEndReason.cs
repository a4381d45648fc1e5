namespace CompliantVoiceProxy.Agents;

public enum AnswerEndReason
{
    Completed,
    Cancelled,
    Incomplete,
    Failed,
}

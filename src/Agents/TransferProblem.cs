namespace CompliantVoiceProxy.Agents;

/// <summary>Why a transfer failed.</summary>
public enum TransferProblem
{
    Busy,
    NoAnswer,
    Refused,
    Unreachable,
    NotJoined,
}

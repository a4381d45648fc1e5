namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>What one way of a transfer came to.</summary>
public enum TransferOutcome
{
    Succeeded,

    Failed,

    /// <summary>The call ended first.</summary>
    Abandoned,

    /// <summary>The carrier took the REFER, and hung up before it told how it ended: the caller is with the colleague, or gone.</summary>
    Unknown,
}

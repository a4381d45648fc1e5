namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>States of RFC 3261, figure 8.</summary>
public enum NonInviteServerState
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

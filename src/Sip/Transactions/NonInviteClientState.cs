namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>States of RFC 3261, figure 6.</summary>
public enum NonInviteClientState
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

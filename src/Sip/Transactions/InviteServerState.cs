namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>States of RFC 3261, figure 7, with Accepted of RFC 6026, section 7.1.</summary>
public enum InviteServerState
{
    Proceeding,
    Completed,
    Confirmed,
    Accepted,
    Terminated,
}

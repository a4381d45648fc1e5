namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>States of RFC 3261, figure 5, with Accepted of RFC 6026, section 7.2.</summary>
public enum InviteClientState
{
    Calling,
    Proceeding,
    Completed,
    Accepted,
    Terminated,
}

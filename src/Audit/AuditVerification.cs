namespace CompliantVoiceProxy.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Records">How many records hold, from the beginning.</param>
/// <param name="Head">The last record that holds.</param>
/// <param name="Break">Null when the chain is whole.</param>
public sealed record AuditVerification(long Records, AuditHead Head, AuditBreak? Break)
{
    public bool IsWhole => Break is null;
}

namespace CompliantVoiceProxy.Audit;

/// <summary>The last record of a chain: who keeps it can tell later whether the chain up to it is still the same.</summary>
/// <param name="Sequence">From 1; 0 for a chain without records.</param>
/// <param name="Hash">Of the record, 64 lower-case hexadecimal digits.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    public static AuditHead Empty { get; } = new(0, new string('0', 64));
}

namespace CompliantVoiceProxy.Audit;

/// <summary>A row of the store as it stands there, trusted in nothing.</summary>
/// <param name="Microseconds">Since 1970, UTC.</param>
internal sealed record StoredRecord(long Sequence, long Microseconds, string? Call, string Hash, ReadOnlyMemory<byte> Json);

namespace CompliantVoiceProxy.Audit;

public enum AuditExportFormat
{
    /// <summary>JSON Lines: <c>{"hash":...,"record":...}</c>, the record byte for byte as it was hashed.</summary>
    Jsonl,

    /// <summary>RFC 4180, for people with spreadsheets; the event's own members stand as JSON in one column.</summary>
    Csv,
}

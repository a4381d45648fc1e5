using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace CompliantVoiceProxy.Audit;

/// <summary>Makes the next link of the chain.</summary>
internal static class AuditChain
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static AuditRecord Link(AuditHead previous, AuditEntry entry)
    {
        var sequence = previous.Sequence + 1;
        var time = ToMicroseconds(entry.Time);
        var json = Write(sequence, time, previous.Hash, entry.Event);
        return new AuditRecord(sequence, time, previous.Hash, HashOf(json.Span), entry.Event.CallId, json);
    }

    public static string HashOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    public static string Show(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Since 1970, UTC.</summary>
    public static long MicrosecondsOf(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <returns>What a stored record says of the one before it; empty when it says nothing.</returns>
    public static string PreviousOf(ReadOnlyMemory<byte> json) => AuditLink.TryRead(json, out var link) ? link.PreviousHash : "";

    private static DateTimeOffset ToMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static ReadOnlyMemory<byte> Write(long sequence, DateTimeOffset time, string previousHash, AuditEvent auditEvent)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        writer.WriteNumber("sequence", sequence);
        writer.WriteString("time", Show(time));
        writer.WriteString("previous", previousHash);
        writer.WritePropertyName("event");
        JsonSerializer.Serialize(writer, auditEvent, AuditJson.Default.AuditEvent);
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenMemory;
    }
}

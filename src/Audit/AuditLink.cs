using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CompliantVoiceProxy.Audit;

/// <summary>What a stored record says of its own place in the chain.</summary>
internal sealed record AuditLink(long Sequence, string Time, string PreviousHash, string? Call, JsonElement Event)
{
    /// <returns>False when the bytes are no record.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out AuditLink? link)
    {
        link = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var record = document.RootElement;
            if (record.ValueKind is JsonValueKind.Object
                && record.TryGetProperty("sequence", out var sequence) && sequence.TryGetInt64(out var number)
                && record.TryGetProperty("time", out var time)
                && record.TryGetProperty("previous", out var previous)
                && record.TryGetProperty("event", out var members) && members.ValueKind is JsonValueKind.Object)
            {
                var call = members.TryGetProperty("callId", out var id) ? id.GetString() : null;
                link = new AuditLink(number, time.GetString() ?? "", previous.GetString() ?? "", call, members.Clone());
            }
        }
        catch (Exception notOurs) when (notOurs is JsonException or InvalidOperationException)
        {
            return false;
        }

        return link is not null;
    }
}

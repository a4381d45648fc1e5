using System.Text.Json;

namespace CompliantVoiceProxy.Audit;

/// <summary>A link of the chain: an event, when it happened, and the hash of the link before it.</summary>
/// <remarks>
/// What is hashed is <see cref="Json"/>, byte for byte as it is stored:
/// <c>{"sequence":7,"time":"2026-11-22T15:44:17.123456Z","previous":"HASH OF RECORD 6","event":{"type":"call-started",...}}</c>.
/// </remarks>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Time">UTC, whole microseconds.</param>
/// <param name="PreviousHash">64 zeros for the first record.</param>
/// <param name="Hash">SHA-256 of <paramref name="Json"/>, 64 lower-case hexadecimal digits.</param>
/// <param name="CallId">The call that the event concerns.</param>
/// <param name="Json">UTF-8, without white space, keys in one order.</param>
public sealed record AuditRecord(
    long Sequence, DateTimeOffset Time, string PreviousHash, string Hash, Guid? CallId, ReadOnlyMemory<byte> Json)
{
    public AuditHead Head => new(Sequence, Hash);

    /// <summary>The event's members, <c>type</c> among them; none when the record was changed so that it cannot be read.</summary>
    public JsonElement ReadEvent() => AuditLink.TryRead(Json, out var link) ? link.Event : Nothing;

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");
}

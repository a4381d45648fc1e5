using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>A part of the caller's sound and what became of it, as the audit log has it.</summary>
/// <param name="EntityType">Empty when no identifier is behind it.</param>
internal sealed record ReleasedStretch(int Turn, MediaInterval Interval, ReleaseAction Action, string EntityType)
{
    /// <summary>All release decisions of a log, in order.</summary>
    /// <exception cref="AuditUnavailableException">There is no such log.</exception>
    public static IReadOnlyList<ReleasedStretch> ReadAll(string auditStore) => Read(auditStore, new AuditRange());

    /// <summary>The release decisions in a range of a log, in order.</summary>
    /// <exception cref="AuditUnavailableException">There is no such log.</exception>
    public static IReadOnlyList<ReleasedStretch> Read(string auditStore, AuditRange range)
    {
        using var reader = SqliteAuditReader.Open(auditStore);
        return [.. reader.Read(range).Select(record => record.ReadEvent()).Where(IsRelease).SelectMany(Stretches)];
    }

    private static bool IsRelease(JsonElement members) =>
        members.ValueKind is JsonValueKind.Object && members.TryGetProperty("items", out _);

    private static IEnumerable<ReleasedStretch> Stretches(JsonElement release) =>
        from item in release.GetProperty("items").EnumerateArray()
        select new ReleasedStretch(
            release.GetProperty("turn").GetInt32(),
            new MediaInterval(new MediaTime(item.GetProperty("startTicks").GetInt64()), new MediaTime(item.GetProperty("endTicks").GetInt64())),
            Enum.Parse<ReleaseAction>(item.GetProperty("action").GetString()!),
            item.GetProperty("entityType").GetString() ?? "");
}

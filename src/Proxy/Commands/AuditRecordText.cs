using System.Globalization;
using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>A record as a person reads it: one line, and one more for each part of a release decision, with media time in seconds.</summary>
internal static class AuditRecordText
{
    private const double TicksPerSecond = 48_000;

    public static string Of(AuditRecord record)
    {
        var text = new StringBuilder();
        var members = record.ReadEvent();
        text.Append(CultureInfo.InvariantCulture, $"{record.Time:yyyy-MM-dd HH:mm:ss.fff}  #{record.Sequence}");
        foreach (var member in members.EnumerateObject())
        {
            text.Append(member.Name switch
            {
                "type" => $"  {member.Value}",
                "callId" or "items" or "startTicks" or "endTicks" => "",
                _ => $"  {member.Name}={member.Value}",
            });
        }

        if (members.TryGetProperty("items", out var items))
        {
            text.Append($"  {Interval(members)}");
            foreach (var item in items.EnumerateArray())
            {
                text.Append($"\n    {Interval(item)}  {TextOf(item, "action"),-8} {TextOf(item, "reason")}{Finding(item)}");
            }
        }

        return text.ToString();
    }

    private static string Finding(JsonElement item) => TextOf(item, "entityType") is { Length: > 0 } type
        ? string.Create(CultureInfo.InvariantCulture, $"  {type} by {TextOf(item, "recognizer")}, {item.GetProperty("confidence").GetDouble():0.00}")
        : TextOf(item, "recognizer") is { Length: > 0 } failed ? $"  by {failed}" : "";

    private static string Interval(JsonElement item) =>
        string.Create(CultureInfo.InvariantCulture, $"{SecondsOf(item, "startTicks"):0.00}-{SecondsOf(item, "endTicks"):0.00} s");

    private static double SecondsOf(JsonElement item, string name) => item.GetProperty(name).GetInt64() / TicksPerSecond;

    private static string TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var text) ? text.ToString() : "";
}

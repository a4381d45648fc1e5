using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What <c>cvp monitor --json</c> prints of a call. Milliseconds; null where it never happened or could not be seen.</summary>
/// <param name="TurnsMeant">How many turns there should have been.</param>
/// <param name="MaskedMs">How much of the caller's sound was masked.</param>
internal sealed record MonitorJson(
    DateTimeOffset At, string? Tenant, MonitorVerdict Verdict, ImmutableArray<MonitorJson.Turn> Turns, int TurnsMeant, double? MaskedMs)
{
    public static MonitorJson From(DateTimeOffset at, string? tenant, MonitorVerdict verdict, DummyOutcome outcome) => new(
        at,
        tenant,
        verdict,
        [.. outcome.Turns.Select(turn => new Turn(turn.Said.File, Milliseconds(turn.Answer), Milliseconds(turn.Whole)))],
        outcome.TurnsMeant,
        Milliseconds(outcome.Masked));

    private static double? Milliseconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalMilliseconds, 1) : null;

    /// <param name="Said">The test utterance's file.</param>
    /// <param name="AnswerMs">From the last word to the answer's first sound.</param>
    /// <param name="WholeMs">From the first word to the answer's last sound.</param>
    internal sealed record Turn(string Said, double? AnswerMs, double? WholeMs);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MonitorJson))]
internal sealed partial class MonitorJsonContext : JsonSerializerContext;

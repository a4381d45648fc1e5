using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Media.Files;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What <c>cvp redact audio --json</c> writes beside a masked file. Times in seconds. Caller content.</summary>
internal sealed record ClearedFileJson(
    string File,
    double Duration,
    ImmutableArray<string> Turns,
    ImmutableArray<ClearedFileJson.Stretch> Stretches,
    ImmutableArray<ClearedFileJson.Part> Parts)
{
    public static ClearedFileJson From(string name, ClearedFile cleared) => new(
        name,
        Seconds(cleared.Audio.Duration),
        cleared.Turns,
        [
            .. cleared.Transcriptions.Select(transcription => new Stretch(
                Seconds(transcription.Interval.Start),
                Seconds(transcription.Interval.End),
                transcription.Doubts.ToString(),
                [.. transcription.Doubtful.Select(doubtful => new[] { Seconds(doubtful.Start), Seconds(doubtful.End) })],
                [.. transcription.Words.Select(word => new Word(word.Text.Reveal(), Seconds(word.Interval.Start), Seconds(word.Interval.End), Math.Round(word.Confidence, 3)))])),
        ],
        [
            .. cleared.Parts.Select(part => new Part(
                Seconds(part.Interval.Start),
                Seconds(part.Interval.End),
                part.Action.ToString(),
                part.Reason.ToString(),
                part.Entity is { } entity ? EntityTypes.NameOf(entity.Type) : null,
                part.Entity?.Recognizer.Name,
                Math.Round(part.Confidence, 3))),
        ]);

    private static double Seconds(Audio.MediaTime time) => Math.Round(time.TotalSeconds, 3);

    internal sealed record Word(string Text, double Start, double End, double Confidence);

    internal sealed record Stretch(double Start, double End, string Doubts, ImmutableArray<double[]> Doubtful, ImmutableArray<Word> Words);

    internal sealed record Part(double Start, double End, string Action, string Reason, string? Type, string? Recognizer, double Confidence);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClearedFileJson))]
internal sealed partial class ClearedFileJsonContext : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>The call of <c>test-audio/</c>: a patient who gives name, date of birth, member number and card, and what the voice AI says to that.</summary>
internal sealed partial record TestCall(IReadOnlyList<TestUtterance> Patient, IReadOnlyList<TestUtterance> Agent)
{
    /// <summary>Where the build puts <c>test-audio/</c>.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "test-audio");

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="JsonException">transcripts.json is not what the folder's script writes.</exception>
    /// <exception cref="WavFormatException">A sound is no WAV that can be used.</exception>
    public static TestCall Read(string folder)
    {
        using var stream = File.OpenRead(Path.Combine(folder, "transcripts.json"));
        var rows = JsonSerializer.Deserialize(stream, TranscriptsContext.Default.ListTranscriptRow) ?? [];
        var utterances = rows.Select(row => new TestUtterance(row.File, WavFile.Read(Path.Combine(folder, row.File)), [.. row.Parts.Select(PartOf)])).ToList();
        return new TestCall(
            [.. utterances.Where(utterance => utterance.File.StartsWith("patient-", StringComparison.Ordinal))],
            [.. utterances.Where(utterance => utterance.File.StartsWith("agent-", StringComparison.Ordinal))]);
    }

    private static SpokenPart PartOf(TranscriptPart part) => new(
        part.Type, part.Text, part.Value, new MediaInterval(MediaTime.FromSeconds(part.Start), MediaTime.FromSeconds(part.End)));

    internal sealed record TranscriptRow(string File, List<TranscriptPart> Parts);

    internal sealed record TranscriptPart(string? Type, string Text, string Value, double Start, double End);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(List<TranscriptRow>))]
    internal sealed partial class TranscriptsContext : JsonSerializerContext;
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Probe.Caller;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What <c>cvp call --json</c> prints. Milliseconds since the INVITE; null where it never happened.</summary>
/// <param name="FirstAudioMs">The first packet, be it silence.</param>
/// <param name="Speech">Stretches in which the other side spoke.</param>
/// <param name="Played">When the sound was sent.</param>
/// <param name="EndReason">See <see cref="PhoneEndReason"/>.</param>
/// <param name="Status">The response that refused the call.</param>
/// <param name="RoundTripMs">By RTCP.</param>
internal sealed record CallJson(
    bool Answered,
    double? AnsweredMs,
    double? FirstAudioMs,
    ImmutableArray<CallJson.Stretch> Speech,
    CallJson.Stretch? Played,
    double EndedMs,
    string EndReason,
    int? Status,
    long PacketsSent,
    long PacketsHeard,
    int PacketsLost,
    double JitterMs,
    double? RoundTripMs,
    string? Recording)
{
    public static CallJson From(List<PhoneEvent> events, PlayedSound? played, CallFigures figures, string? recording)
    {
        var end = events.OfType<CallEnded>().Single();
        var answer = events.OfType<CallAnswered>().FirstOrDefault();
        return new CallJson(
            answer is not null,
            answer is null ? null : Milliseconds(answer.At),
            events.OfType<AudioHeard>().FirstOrDefault() is { } audio ? Milliseconds(audio.At) : null,
            [.. events.OfType<FarSpeechEnded>().Select(speech => new Stretch(Milliseconds(speech.Speech.Start), Milliseconds(speech.Speech.End)))],
            played is { } sound ? new Stretch(Milliseconds(sound.Start), Milliseconds(sound.End)) : null,
            Milliseconds(end.At),
            NameOf(end.Reason),
            end.Status,
            figures.PacketsSent,
            figures.PacketsHeard,
            figures.PacketsLost,
            Milliseconds(figures.Jitter),
            figures.RoundTrip is { } roundTrip ? Milliseconds(roundTrip) : null,
            answer is null ? null : recording);
    }

    /// <summary>In kebab-case.</summary>
    public static string NameOf(PhoneEndReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{reason}");

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    internal sealed record Stretch(double StartMs, double EndMs);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CallJson))]
internal sealed partial class CallJsonContext : JsonSerializerContext;

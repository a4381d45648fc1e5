using System.Globalization;
using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Gemini;

/// <summary>Reads the messages of <c>BidiGenerateContentServerMessage</c>: each has one member that says what it is. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal static class GeminiEventParser
{
    private static readonly string[] UninterestingMembers = ["sessionResumptionUpdate", "usageMetadata"];

    /// <param name="message">One whole message.</param>
    /// <returns>False when it is not JSON, or a message of the protocol without what the protocol demands of it.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> message, out GeminiEvent geminiEvent)
    {
        var parsed = JsonFields.Parse(message, Read);
        geminiEvent = parsed ?? UnknownGeminiEvent.Instance;
        return parsed is not null;
    }

    private static GeminiEvent? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("serverContent", out var content))
        {
            return ReadContent(content);
        }

        if (root.TryGetProperty("toolCall", out var call))
        {
            return ReadCalls(call.Member("functionCalls"));
        }

        if (root.TryGetProperty("toolCallCancellation", out var cancellation))
        {
            return ReadCancellation(cancellation.Member("ids"));
        }

        if (root.TryGetProperty("goAway", out var away))
        {
            return new GoingAway(ReadDuration(away.ReadString("timeLeft")));
        }

        return root.TryGetProperty("setupComplete", out _) ? SetupComplete.Instance
            : Array.Exists(UninterestingMembers, member => root.TryGetProperty(member, out _)) ? UninterestingGeminiEvent.Instance
            : UnknownGeminiEvent.Instance;
    }

    private static ServerContent? ReadContent(JsonElement content)
    {
        var audio = new List<ReadOnlyMemory<short>>();
        if (content.ValueKind is not JsonValueKind.Object || !TryReadAudio(content.Member("modelTurn").Member("parts"), audio))
        {
            return null;
        }

        var words = content.Member("outputTranscription").ReadString("text");
        return new ServerContent(
            audio,
            words is null ? null : new Sensitive<string>(words),
            IsInterrupted: content.Member("interrupted").ValueKind is JsonValueKind.True,
            IsTurnComplete: content.Member("turnComplete").ValueKind is JsonValueKind.True);
    }

    /// <summary>Parts without sound, such as thoughts, are passed over.</summary>
    private static bool TryReadAudio(JsonElement parts, List<ReadOnlyMemory<short>> audio)
    {
        if (parts.ValueKind is not JsonValueKind.Array)
        {
            return parts.ValueKind is JsonValueKind.Undefined;
        }

        foreach (var data in parts.EnumerateArray().Select(part => part.Member("inlineData")).Where(data => data.ValueKind is not JsonValueKind.Undefined))
        {
            if (data.ReadString("mimeType") is not ("audio/pcm" or "audio/pcm;rate=24000") || data.ReadSamples("data", AgentAudioEncoding.Pcm16At24Khz) is not { } samples)
            {
                return false;
            }

            audio.Add(samples);
        }

        return true;
    }

    private static ToolCalls? ReadCalls(JsonElement calls)
    {
        if (calls.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var read = new List<CalledTool>();
        foreach (var call in calls.EnumerateArray())
        {
            if (call.ReadId("id") is not { } id || call.ReadString("name") is not { } name)
            {
                return null;
            }

            var arguments = call.Member("args") is { ValueKind: JsonValueKind.Object } args ? args.GetRawText() : "{}";
            read.Add(new CalledTool(id, new Sensitive<string>(name), new Sensitive<string>(arguments)));
        }

        return new ToolCalls(read);
    }

    private static ToolCallsCancelled? ReadCancellation(JsonElement ids) => ids.ValueKind is JsonValueKind.Array
        ? new ToolCallsCancelled([.. ids.EnumerateArray().Where(id => id.ValueKind is JsonValueKind.String).Select(id => id.GetString()!)])
        : null;

    /// <summary>A duration as protobuf writes it in JSON: seconds with an <c>s</c> behind. Zero for anything else: then it is high time.</summary>
    private static TimeSpan ReadDuration(string? text) =>
        text is [.. var seconds, 's'] && decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < LongestDuration
            ? TimeSpan.FromSeconds((double)value)
            : TimeSpan.Zero;

    private const decimal LongestDuration = 86_400;
}

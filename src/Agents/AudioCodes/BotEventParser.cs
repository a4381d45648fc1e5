using System.Collections.Frozen;
using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>Reads the bot's messages. Whatever is wrong gives false: nothing of a message gets into an exception.</summary>
internal static class BotEventParser
{
    private static readonly FrozenSet<string> UninterestingTypes = FrozenSet.Create(
        StringComparer.Ordinal,
        "connection.validated",
        "userStream.speech.committed",
        "userStream.speech.hypothesis", // what the bot believes to have heard: the proxy has heard it itself
        "userStream.speech.recognition",
        "userStream.speech.started",
        "userStream.speech.stopped",
        "userStream.stopped");

    /// <param name="message">One whole text message.</param>
    /// <returns>False when it is not JSON, or a message of the protocol without what the protocol demands of it.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> message, out BotEvent botEvent)
    {
        var parsed = JsonFields.Parse(message, Read);
        botEvent = parsed ?? UnknownBotEvent.Instance;
        return parsed is not null;
    }

    private static BotEvent? Read(JsonElement root) => root.ReadString("type") switch
    {
        null => null,
        "session.accepted" => new SessionAccepted(MediaFormats.Parse(root.ReadString("mediaFormat"))),
        "session.error" => SessionRefused.Instance,
        "userStream.started" => UserStreamStarted.Instance,
        "playStream.start" => ReadStart(root),
        "playStream.chunk" => root.ReadId("streamId") is { } id && ReadBytes(root) is { } bytes ? new PlayChunk(id, bytes) : null,
        "playStream.stop" => root.ReadId("streamId") is { } id ? new PlayStopped(id) : null,
        "activities" => root.Member("activities") is { ValueKind: JsonValueKind.Array } activities ? ReadActivities(activities) : null,
        { } type => UninterestingTypes.Contains(type) ? UninterestingBotEvent.Instance : UnknownBotEvent.Instance,
    };

    /// <summary>A format that was not offered is no format: its bytes would be played as noise.</summary>
    private static PlayStarted? ReadStart(JsonElement root)
    {
        var format = root.ReadString("mediaFormat");
        var encoding = MediaFormats.Parse(format);
        return root.ReadId("streamId") is { } id && (format is null || encoding is not null) ? new PlayStarted(id, encoding) : null;
    }

    private static byte[]? ReadBytes(JsonElement root) =>
        root.Member("audioChunk") is { ValueKind: JsonValueKind.String } chunk && chunk.TryGetBytesFromBase64(out var bytes) ? bytes : null;

    private static BotActivities ReadActivities(JsonElement activities)
    {
        var texts = new List<Sensitive<string>>();
        var wishes = new List<BotWish>();
        foreach (var activity in activities.EnumerateArray())
        {
            switch (activity.ReadString("type"), activity.ReadString("name"))
            {
                case ("message", _) when activity.ReadString("text") is { } text:
                    texts.Add(new Sensitive<string>(text));
                    break;
                case ("event", "hangup"):
                    wishes.Add(BotWish.EndCall);
                    break;
                case ("event", "transfer" or "handover"):
                    wishes.Add(BotWish.Transfer);
                    break;
            }
        }

        return new BotActivities(texts, wishes);
    }
}

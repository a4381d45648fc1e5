using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>A message of the bot, as far as a session needs it.</summary>
internal abstract record BotEvent;

/// <param name="Encoding">Null when the bot chose a format that was not offered.</param>
internal sealed record SessionAccepted(AgentAudioEncoding? Encoding) : BotEvent;

/// <summary><c>session.error</c>; its reason is free text and is not kept.</summary>
internal sealed record SessionRefused : BotEvent
{
    public static readonly SessionRefused Instance = new();
}

/// <summary><c>userStream.started</c>: the bot is ready for the caller's audio.</summary>
internal sealed record UserStreamStarted : BotEvent
{
    public static readonly UserStreamStarted Instance = new();
}

/// <param name="Encoding">Null when the session's holds.</param>
internal sealed record PlayStarted(string StreamId, AgentAudioEncoding? Encoding) : BotEvent;

/// <param name="Bytes">In the stream's encoding.</param>
internal sealed record PlayChunk(string StreamId, ReadOnlyMemory<byte> Bytes) : BotEvent;

internal sealed record PlayStopped(string StreamId) : BotEvent;

/// <summary><c>activities</c>: what the bot says as text, and what it wants done.</summary>
internal sealed record BotActivities(IReadOnlyList<Sensitive<string>> Texts, IReadOnlyList<BotWish> Wishes) : BotEvent;

/// <summary>Of the protocol, but nothing that a session acts on.</summary>
internal sealed record UninterestingBotEvent : BotEvent
{
    public static readonly UninterestingBotEvent Instance = new();
}

/// <summary>Not of the protocol as we know it.</summary>
internal sealed record UnknownBotEvent : BotEvent
{
    public static readonly UnknownBotEvent Instance = new();
}

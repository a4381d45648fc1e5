namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>What the Bot API calls an encoding.</summary>
internal static class MediaFormats
{
    private static readonly (string Name, AgentAudioEncoding Encoding)[] Known =
    [
        ("raw/lpcm16", AgentAudioEncoding.Pcm16At16Khz),
        ("raw/lpcm16_24", AgentAudioEncoding.Pcm16At24Khz),
        ("raw/mulaw", AgentAudioEncoding.Pcmu),
        ("raw/alaw", AgentAudioEncoding.Pcma),
    ];

    /// <summary>All that a bot may choose from, the policy's own first.</summary>
    public static IEnumerable<string> OfferedFor(AgentAudioEncoding preferred) =>
        Known.OrderBy(format => format.Encoding != preferred).Select(format => format.Name);

    /// <summary>Null for one that was not offered.</summary>
    public static AgentAudioEncoding? Parse(string? name)
    {
        var index = Array.FindIndex(Known, format => format.Name == name);
        return index < 0 ? null : Known[index].Encoding;
    }
}

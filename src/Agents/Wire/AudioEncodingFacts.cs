using System.Runtime.InteropServices;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What an encoding is on the wire.</summary>
internal static class AudioEncodingFacts
{
    public static int SampleRate(this AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcm16At24Khz => 24_000,
        AgentAudioEncoding.Pcm16At16Khz => 16_000,
        _ => 8_000,
    };

    public static int BytesPerSample(this AgentAudioEncoding encoding) => encoding.G711() is null ? sizeof(short) : 1;

    /// <summary>Null for PCM.</summary>
    public static G711Codec? G711(this AgentAudioEncoding encoding) => encoding switch
    {
        AgentAudioEncoding.Pcmu => G711Codec.Pcmu,
        AgentAudioEncoding.Pcma => G711Codec.Pcma,
        _ => null,
    };

    /// <summary>The samples of bytes as they came; null when they are no whole number of samples.</summary>
    public static short[]? Decode(this AgentAudioEncoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % encoding.BytesPerSample() != 0)
        {
            return null;
        }

        if (encoding.G711() is not { } codec)
        {
            return MemoryMarshal.Cast<byte, short>(bytes).ToArray(); // little-endian on both sides
        }

        var samples = new short[bytes.Length];
        codec.Decode(bytes, samples);
        return samples;
    }
}

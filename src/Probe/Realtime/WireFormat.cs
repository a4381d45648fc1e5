using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One of the protocol's three audio formats, and its names in both dialects.</summary>
internal sealed record WireFormat(string ReleasedName, string BetaName, int SampleRate, int BytesPerSample, G711Codec? Codec)
{
    public static readonly WireFormat Pcm = new("audio/pcm", "pcm16", 24_000, sizeof(short), Codec: null);

    private static readonly WireFormat[] All =
    [
        Pcm,
        new("audio/pcmu", "g711_ulaw", 8_000, 1, G711Codec.Pcmu),
        new("audio/pcma", "g711_alaw", 8_000, 1, G711Codec.Pcma),
    ];

    /// <summary>By either dialect's name; null for any other.</summary>
    public static WireFormat? Find(string? name) => All.FirstOrDefault(format => name == format.ReleasedName || name == format.BetaName);

    /// <summary>As the released dialect describes it.</summary>
    public JsonObject Describe() => Codec is null ? new JsonObject { ["type"] = ReleasedName, ["rate"] = SampleRate } : new JsonObject { ["type"] = ReleasedName };

    public short[] Decode(ReadOnlySpan<byte> bytes)
    {
        if (Codec is null)
        {
            return MemoryMarshal.Cast<byte, short>(bytes).ToArray(); // little-endian on both sides
        }

        var samples = new short[bytes.Length];
        Codec.Decode(bytes, samples);
        return samples;
    }

    /// <param name="samples">At this format's rate.</param>
    public byte[] Encode(ReadOnlySpan<short> samples)
    {
        if (Codec is null)
        {
            return MemoryMarshal.AsBytes(samples).ToArray();
        }

        var bytes = new byte[samples.Length];
        Codec.Encode(samples, bytes);
        return bytes;
    }
}

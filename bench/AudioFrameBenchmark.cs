using BenchmarkDotNet.Attributes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Bench;

/// <summary>What every 20 ms of every call costs before anything listens: decoding G.711 and raising it to the transcriber's 16 kHz.</summary>
[MemoryDiagnoser]
public class AudioFrameBenchmark
{
    private readonly byte[] _payload = [.. Enumerable.Range(0, 160).Select(i => (byte)(i * 37))];
    private readonly short[] _samples = new short[160];
    private readonly byte[] _encoded = new byte[160];

    [Benchmark]
    public int DecodeMuLaw() => G711Codec.Pcmu.Decode(_payload, _samples);

    [Benchmark]
    public int EncodeMuLaw() => G711Codec.Pcmu.Encode(_samples, _encoded);
}

using BenchmarkDotNet.Attributes;
using CompliantVoiceProxy.Compliance.Detection;

namespace CompliantVoiceProxy.Bench;

/// <summary>What finding identifiers costs, once a stretch of a turn has been transcribed.</summary>
[MemoryDiagnoser]
public class DetectionBenchmark
{
    private readonly EntityDetector _detector = new();

    [Params(
        "I have had a headache for three days and the pills do not help.",
        "My card is four five three nine, one four eight zero, three four two six, seven nine one three, and it runs out in March.")]
    public string Text { get; set; } = "";

    [Benchmark]
    public int Detect() => _detector.Detect(Text, Speaker.Caller, new Conversation(), isFinal: true).Entities.Length;
}

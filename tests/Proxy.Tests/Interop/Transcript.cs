using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>What a recording says, by the project's own transcriber.</summary>
internal static class Transcript
{
    private const int Rate = VoiceActivityDetector.SampleRate;

    public static string Of(WavFile sound)
    {
        using var speech = SpeechEngine.Load(ModelAssets.FromEnvironment(), MoonshineSize.Base);
        using var detector = speech.CreateVoiceActivityDetector();
        var samples = Resampler.ConvertToFloat(sound.Samples.Span, sound.SampleRate, Rate);
        var segmenter = new StretchSegmenter(new SegmentationOptions());
        var stretches = new List<SpeechStretch>();
        for (var at = 0; at + VoiceActivityDetector.FrameLength <= samples.Length; at += VoiceActivityDetector.FrameLength)
        {
            var frame = samples.AsSpan(at, VoiceActivityDetector.FrameLength);
            var interval = new MediaInterval(MediaTime.FromSamples(at, Rate), MediaTime.FromSamples(at + frame.Length, Rate));
            if (segmenter.Add(interval, detector.Detect(frame), Power(frame)) is { } stretch)
            {
                stretches.Add(stretch);
            }
        }

        if (segmenter.Flush() is { } last)
        {
            stretches.Add(last);
        }

        return string.Join(' ', stretches.SelectMany(stretch => Words(speech.Transcriber, samples, stretch)));
    }

    private static IEnumerable<string> Words(ITranscriber transcriber, float[] samples, SpeechStretch stretch)
    {
        var (start, end) = ((int)stretch.Interval.Start.ToSamples(Rate), (int)Math.Min(samples.Length, stretch.Interval.End.ToSamples(Rate)));
        return transcriber.Transcribe(samples.AsSpan(start, end - start), stretch.Interval.Start, stretch.Voiced, TestContext.Current.CancellationToken)
            .Words.Select(word => word.Text.Reveal());
    }

    private static float Power(ReadOnlySpan<float> samples)
    {
        var sum = 0f;
        foreach (var sample in samples)
        {
            sum += sample * sample;
        }

        return sum / samples.Length;
    }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Tests;

/// <summary>Sound for the transcriber: 16 kHz, with what the voice detector says of it.</summary>
internal sealed record Recording(float[] Samples, ImmutableArray<MediaInterval> Voiced)
{
    /// <summary>One of the WAVs beside these tests, spoken by audio/make.sh.</summary>
    public static Recording Load(string name, SpeechEngine engine)
    {
        WavFile file = WavFile.Read(Path.Combine(AppContext.BaseDirectory, "audio", name));
        return Of(Resampler.ConvertToFloat(file.Samples.Span, file.SampleRate, VoiceActivityDetector.SampleRate), engine);
    }

    public static Recording Of(float[] samples, SpeechEngine engine)
    {
        using VoiceActivityDetector detector = engine.CreateVoiceActivityDetector();
        var voiced = new List<MediaInterval>();
        for (int at = 0; at + VoiceActivityDetector.FrameLength <= samples.Length; at += VoiceActivityDetector.FrameLength)
        {
            if (detector.Detect(samples.AsSpan(at, VoiceActivityDetector.FrameLength)) > 0.3)
            {
                voiced.Add(Interval(at, at + VoiceActivityDetector.FrameLength));
            }
        }

        return new Recording(samples, MediaIntervalSet.Of(voiced).Intervals);
    }

    /// <summary>All of it taken as speech.</summary>
    public static Recording AllVoiced(float[] samples) => new(samples, [Interval(0, samples.Length)]);

    /// <summary>White noise of the given root mean square.</summary>
    public static float[] Noise(double seconds, float level)
    {
        var random = new Random(3);
        var samples = new float[(int)(seconds * VoiceActivityDetector.SampleRate)];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = level * MathF.Sqrt(3) * (2 * random.NextSingle() - 1);
        }

        return samples;
    }

    public Transcription Transcribe(SpeechEngine engine) =>
        engine.Transcriber.Transcribe(Samples, MediaTime.Zero, Voiced, TestContext.Current.CancellationToken);

    private static MediaInterval Interval(int first, int end) =>
        new(MediaTime.FromSamples(first, VoiceActivityDetector.SampleRate), MediaTime.FromSamples(end, VoiceActivityDetector.SampleRate));
}

using System.Numerics.Tensors;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Moonshine;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Training.States;

/// <summary>Cuts and encodes a file as a call's sound is: the same voice detector, segmenter, gain and encoder.</summary>
internal sealed class StretchReader(SpeechEngine engine)
{
    private const int Rate = VoiceActivityDetector.SampleRate;

    /// <summary>The stretches of a WAV, in order of time.</summary>
    public IEnumerable<Stretch> Read(string path)
    {
        WavFile file = WavFile.Read(path);
        float[] samples = Resampler.ConvertToFloat(file.Samples.Span, file.SampleRate, Rate);
        foreach (SpeechStretch stretch in Cut(samples))
        {
            int start = (int)stretch.Interval.Start.ToSamples(Rate);
            int end = Math.Min(samples.Length, (int)stretch.Interval.End.ToSamples(Rate));
            if (end - start >= MoonshineTranscriber.ShortestInput && stretch.Voiced.Length > 0)
            {
                yield return Encode(samples[start..end], stretch);
            }
        }
    }

    /// <summary>What the transcriber reads in it.</summary>
    public IReadOnlyList<TimedWord> WordsOf(Stretch stretch) =>
        engine.Transcriber.Transcribe(stretch.Samples, stretch.Interval.Start, stretch.Voiced, CancellationToken.None).Words;

    private List<SpeechStretch> Cut(float[] samples)
    {
        using VoiceActivityDetector detector = engine.CreateVoiceActivityDetector();
        var segmenter = new StretchSegmenter(new SegmentationOptions());
        var stretches = new List<SpeechStretch>();
        const int length = VoiceActivityDetector.FrameLength;
        for (int at = 0; at + length <= samples.Length; at += length)
        {
            ReadOnlySpan<float> frame = samples.AsSpan(at, length);
            var interval = new MediaInterval(MediaTime.FromSamples(at, Rate), MediaTime.FromSamples(at + length, Rate));
            if (segmenter.Add(interval, detector.Detect(frame), TensorPrimitives.SumOfSquares(frame) / length) is { } stretch)
            {
                stretches.Add(stretch);
            }
        }

        if (segmenter.Flush() is { } last)
        {
            stretches.Add(last);
        }

        return stretches;
    }

    private Stretch Encode(float[] samples, SpeechStretch stretch)
    {
        using var speech = new EncodedSpeech(engine.Moonshine, samples, MoonshineTranscriber.GainFor(samples, stretch.Interval.Start, stretch.Voiced));
        var voiced = new VoicedStates(speech.StateCount, samples.Length, stretch.Interval.Start, stretch.Voiced);
        bool[] isVoiced = [.. Enumerable.Range(0, speech.StateCount).Select(state => voiced[state])];
        var interval = new MediaInterval(stretch.Interval.Start, stretch.Interval.Start + MediaTime.FromSamples(samples.Length, Rate));
        return new Stretch(interval, stretch.Voiced, samples, speech.StatesOf(0, speech.StateCount).ToArray(), isVoiced);
    }
}

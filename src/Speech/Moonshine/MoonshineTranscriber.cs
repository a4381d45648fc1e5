using System.Numerics.Tensors;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Transcribes by Moonshine: encode, read greedily, lay the tokens along the audio by cross-attention, join them to words, and say what is in doubt.
/// One for all calls; safe from several threads.
/// </summary>
internal sealed class MoonshineTranscriber(MoonshineModel model, ClearanceThresholds thresholds) : ITranscriber
{
    /// <summary>In samples. Shorter audio gives the encoder too few states.</summary>
    internal const int ShortestInput = 1600;

    // Root mean square of speech at which the model hears best.
    private const double SpeechLevel = 0.05;

    private readonly GreedyDecoder _decoder = new(new DecodingLimits(), model.Vocabulary);
    private readonly NumberSound _numberSound = NumberSound.For(model.Size);

    public Transcription Transcribe(
        ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced, CancellationToken cancellationToken)
    {
        var stretch = new MediaInterval(start, start + MediaTime.FromSamples(samples.Length, VoiceActivityDetector.SampleRate));
        if (samples.Length < ShortestInput || voiced.Count == 0)
        {
            return Unread(stretch, voiced, TranscriptDoubts.None);
        }

        using var speech = new EncodedSpeech(model, samples, GainFor(samples, start, voiced));
        var states = new VoicedStates(speech.StateCount, samples.Length, start, voiced);
        Reading reading = _decoder.Read(speech, states, cancellationToken);
        HeardWord[] words = Hear(reading, speech, states);
        if (words.Length == 0)
        {
            return Unread(stretch, voiced, reading.Doubts);
        }

        var doubts = new DoubtFinder(thresholds);
        doubts.Judge(reading, words, stretch, voiced);
        return new Transcription
        {
            Interval = stretch,
            Words = [.. words.Select(word => new TimedWord(new Sensitive<string>(word.Text), word.Interval, MathF.Exp(word.LogProbability))
            {
                NumberLogOdds = word.NumberLogOdds,
            })],
            Doubts = doubts.Found,
            Doubtful = doubts.Doubtful,
        };
    }

    private static Transcription Unread(MediaInterval stretch, IReadOnlyList<MediaInterval> voiced, TranscriptDoubts doubts) => new()
    {
        Interval = stretch,
        Words = [],
        Doubts = voiced.Count == 0 ? TranscriptDoubts.None : doubts | TranscriptDoubts.Empty,
        Doubtful = [.. voiced],
    };

    /// <summary>What brings a stretch's speech to the level at which the model hears best.</summary>
    internal static float GainFor(ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced)
    {
        double energy = 0;
        int count = 0;
        foreach (MediaInterval part in voiced)
        {
            int first = (int)Math.Clamp((part.Start - start).ToSamples(VoiceActivityDetector.SampleRate), 0, samples.Length);
            int end = (int)Math.Clamp((part.End - start).ToSamples(VoiceActivityDetector.SampleRate), first, samples.Length);
            energy += TensorPrimitives.SumOfSquares(samples[first..end]);
            count += end - first;
        }

        return energy > 0 ? (float)(SpeechLevel / Math.Sqrt(energy / count)) : 1;
    }

    private HeardWord[] Hear(Reading reading, EncodedSpeech speech, VoicedStates states)
    {
        (int Start, int End)[] spans = TimeAlignment.Align(reading.Tokens, states.Count);
        float[] numberOdds = _numberSound.LogOdds(speech.StatesOf(0, states.Count));
        return [.. WordAssembly.Join(reading.Tokens, model.Vocabulary).Select(word =>
        {
            (int first, int last) = (word.Spoken.Start.Value, word.Spoken.End.Value - 1);
            (int start, int end) = states.Trim(spans[first].Start, spans[last].End);
            return new HeardWord(
                word.Text,
                new MediaInterval(states.TimeOf(start), states.TimeOf(end)),
                last + 1 - first,
                reading.Tokens[word.All].Min(token => token.LogProbability),
                TensorPrimitives.Average<float>(numberOdds.AsSpan(start..Math.Max(end, start + 1))));
        })];
    }
}

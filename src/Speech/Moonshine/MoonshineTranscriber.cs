using System.Collections.Immutable;
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
    // Shorter audio gives the encoder too few states.
    private const int ShortestInput = 1600;

    // Root mean square of speech at which the model hears best.
    private const double SpeechLevel = 0.05;

    private readonly GreedyDecoder _decoder = new(new DecodingLimits());
    private readonly AnyLanguage _anyLanguage = new(model.Vocabulary);
    private readonly DigitLanguage _digitLanguage = new(model.Vocabulary);

    public Transcription Transcribe(
        ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced, CancellationToken cancellationToken)
    {
        var interval = new MediaInterval(start, start + MediaTime.FromSamples(samples.Length, VoiceActivityDetector.SampleRate));
        if (samples.Length < ShortestInput || voiced.Count == 0)
        {
            return Unread(interval, voiced);
        }

        using var speech = new EncodedSpeech(model, samples, GainFor(samples, start, voiced));
        var states = new VoicedStates(speech.StateCount, samples.Length, start, voiced);
        Reading reading = _decoder.Read(speech, states, _anyLanguage, cancellationToken);
        ImmutableArray<TimedWord> words = TimedWords(reading, states);
        if (words.IsEmpty)
        {
            return Unread(interval, voiced);
        }

        var doubts = new DoubtFinder(thresholds, states);
        doubts.Judge(reading, words);
        Reading digits = _decoder.Read(speech, states, _digitLanguage, cancellationToken);
        doubts.JudgeAsDigits(reading, digits, interval);
        return new Transcription { Interval = interval, Words = words, Doubts = doubts.Found, Doubtful = doubts.Doubtful };
    }

    private static Transcription Unread(MediaInterval interval, IReadOnlyList<MediaInterval> voiced) => new()
    {
        Interval = interval,
        Words = [],
        Doubts = voiced.Count == 0 ? TranscriptDoubts.None : TranscriptDoubts.Empty,
        Doubtful = [.. voiced],
    };

    private static float GainFor(ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced)
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

    private ImmutableArray<TimedWord> TimedWords(Reading reading, VoicedStates states)
    {
        (int Start, int End)[] spans = TimeAlignment.Align(reading.Tokens, states.Count);
        var words = ImmutableArray.CreateBuilder<TimedWord>();
        foreach (WordTokens word in WordAssembly.Join(reading.Tokens, model.Vocabulary))
        {
            (int first, int end) = states.Trim(spans[word.First].Start, spans[word.End - 1].End);
            float confidence = MathF.Exp(reading.Tokens.AsSpan()[word.First..word.End].ToArray().Min(token => token.LogProbability));
            words.Add(new TimedWord(
                new Sensitive<string>(word.Text), new MediaInterval(states.TimeOf(first), states.TimeOf(end)), confidence));
        }

        return words.ToImmutable();
    }
}

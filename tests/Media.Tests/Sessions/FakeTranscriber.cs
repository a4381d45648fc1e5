using System.Collections.Concurrent;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>A transcriber that says what a test wants, whatever it hears.</summary>
internal sealed class FakeTranscriber(Func<MediaInterval, CancellationToken, Transcription> transcribe) : ITranscriber
{
    public Transcription Transcribe(
        ReadOnlySpan<float> samples, MediaTime start, IReadOnlyList<MediaInterval> voiced, CancellationToken cancellationToken) =>
        transcribe(new MediaInterval(start, start + MediaTime.FromSamples(samples.Length, 16_000)), cancellationToken);

    /// <summary>Says the sentences one a stretch, and then the same for ever. A stretch that is heard again, longer, as the caller went on, is the same one.</summary>
    public static FakeTranscriber Saying(Queue<string> sentences, string then = "perfectly fine words")
    {
        var said = new ConcurrentDictionary<MediaTime, string>();
        return new FakeTranscriber((interval, _) =>
            Confident(said.GetOrAdd(interval.Start, _ => sentences.TryDequeue(out var next) ? next : then), interval));
    }

    /// <summary>Words of high confidence, spread evenly over the stretch.</summary>
    public static Transcription Confident(string text, MediaInterval interval)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var step = interval.Duration.Ticks / Math.Max(1, words.Length);
        return new Transcription
        {
            Interval = interval,
            Doubts = TranscriptDoubts.None,
            Words =
            [
                .. words.Select((word, at) => new TimedWord(
                    new Sensitive<string>(word),
                    new MediaInterval(new MediaTime(interval.Start.Ticks + (at * step)), new MediaTime(interval.Start.Ticks + ((at + 1) * step))),
                    0.99f)),
            ],
        };
    }
}

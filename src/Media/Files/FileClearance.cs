using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Files;

/// <summary>Sends a recording down the way of a live call, as fast as it can be transcribed.</summary>
public sealed class FileClearance(Hearing hearing)
{
    /// <exception cref="SpeechException">The voice detector could not be run.</exception>
    public async Task<ClearedFile> ClearAsync(WavFile recording, TenantPolicy policy, CancellationToken cancellationToken)
    {
        var transcriptions = ImmutableArray.CreateBuilder<Transcription>();
        using var line = new CallerLine(
            new ReleaseContext(Guid.NewGuid(), policy), hearing, recording.SampleRate, notify: static _ => { })
        {
            Transcribed = transcriptions.Add,
        };
        var left = new short[recording.Samples.Length];
        var parts = ImmutableArray.CreateBuilder<PlannedPart>();
        var turns = ImmutableArray.CreateBuilder<string>();
        var frame = recording.SampleRate / 50;
        for (var at = 0; at < recording.Samples.Length; at += frame)
        {
            line.Hear(recording.Samples.Span[at..Math.Min(at + frame, recording.Samples.Length)]);
            await ReleaseAsync();
        }

        line.EndOfInput();
        await ReleaseAsync();
        return new ClearedFile
        {
            Audio = new WavFile(left, recording.SampleRate),
            Parts = parts.ToImmutable(),
            Turns = turns.ToImmutable(),
            Transcriptions = transcriptions.ToImmutable(),
        };

        async Task ReleaseAsync()
        {
            while (line.IsTranscribing)
            {
                await line.NextTranscription.WaitAsync(cancellationToken);
                await TakeDecisionsAsync();
            }

            await TakeDecisionsAsync();
        }

        async Task TakeDecisionsAsync()
        {
            while (line.TryDecide(out var pending))
            {
                var release = await line.Gate.ReleaseAsync(pending, cancellationToken);
                release.Audio.Samples.CopyTo(left.AsMemory((int)release.Audio.Interval.Start.ToSamples(recording.SampleRate)));
                parts.AddRange(pending.Plan.Parts);
                if (release.Text is { } text)
                {
                    turns.Add(text.Text);
                }
            }
        }
    }
}

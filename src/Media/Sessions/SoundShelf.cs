using System.Collections.Concurrent;
using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>The sounds that calls play, read once and held at each rate that a line has.</summary>
internal sealed class SoundShelf(MediaPlaneOptions options)
{
    private readonly ConcurrentDictionary<(string Path, int Rate), ReadOnlyMemory<short>> _sounds = new();

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="WavFormatException">A file is no WAV that can be used.</exception>
    public SessionSounds For(TenantPolicy policy, int rate) => new()
    {
        Apology = Get(policy.Failover.ApologyFile ?? options.ApologyFile, rate),
        Fillers = [.. FillersOf(policy.Fillers).Select(file => Get(file, rate))],
        Background = policy.Fillers is { Plays: true, BackgroundFile: { } background } ? Get(background, rate) : default,
        Prompt = Get(policy.Turns.NoInputFile ?? options.NoInputFile, rate),
    };

    private ImmutableArray<string> FillersOf(FillerPolicy policy) =>
        !policy.Plays ? [] : policy.Files.IsEmpty ? options.FillerFiles : policy.Files;

    // A tenant's file that is changed is heard after a restart: the policy's revision says nothing of it.
    private ReadOnlyMemory<short> Get(string path, int rate) => _sounds.GetOrAdd((path, rate), static wanted =>
    {
        var file = WavFile.Read(wanted.Path);
        return Resampler.Convert(file.Samples.Span, file.SampleRate, wanted.Rate);
    });
}

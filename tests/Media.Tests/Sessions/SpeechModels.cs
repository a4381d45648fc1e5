using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>The speech models, loaded once for all tests, and recordings to play to them.</summary>
internal static class SpeechModels
{
    private static readonly Lazy<SpeechEngine> Loaded = new(() => SpeechEngine.Load(ModelAssets.FromEnvironment(), MoonshineSize.Base));

    public static ImmutableArray<string> Missing { get; } = [.. ModelAssets.FromEnvironment().Missing().Select(asset => asset.ToString())];

    public static SpeechEngine Engine => Loaded.Value;

    /// <param name="name">A file of the repository's <c>test-audio</c> folder.</param>
    public static WavFile TestAudio(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "test-audio", name);
            if (File.Exists(path))
            {
                return WavFile.Read(path);
            }
        }

        throw new FileNotFoundException("not in the repository's test-audio folder", name);
    }

    /// <summary>A sentence said in one breath: one stretch for the transcriber, whatever the network does to its pauses.</summary>
    public static WavFile OneBreath { get; } = WithoutPauses(TestAudio("patient-2-birth.wav"));

    private static WavFile WithoutPauses(WavFile speech)
    {
        const int Loud = 300;
        var longest = speech.SampleRate / 10;
        var kept = new List<short>();
        var quiet = 0;
        foreach (var sample in speech.Samples.Span)
        {
            quiet = Math.Abs((int)sample) < Loud ? quiet + 1 : 0;
            if (quiet <= longest)
            {
                kept.Add(sample);
            }
        }

        return new WavFile(kept.ToArray(), speech.SampleRate);
    }
}

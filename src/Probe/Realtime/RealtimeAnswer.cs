using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One thing that the voice AI can say.</summary>
public sealed record RealtimeAnswer(WavFile Sound, string Transcript)
{
    private static readonly double[] Pitches = [660, 880, 770];

    /// <summary>Three beeps, 1.2 s: what it says when it was given nothing to say.</summary>
    public static RealtimeAnswer Beeps()
    {
        const int Rate = 24_000;
        var samples = new short[Rate * 12 / 10];
        for (var i = 0; i < Pitches.Length; i++)
        {
            new ToneGenerator(Pitches[i], levelDbov: -20, Rate).Fill(samples.AsSpan(i * Rate * 4 / 10, Rate * 3 / 10), ends: true);
        }

        return new RealtimeAnswer(new WavFile(samples, Rate), "Beep, beep, beep.");
    }

    /// <summary>The WAVs of a folder in the order of their names, each with what a <c>.txt</c> of the same name says.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="WavFormatException">A file is no WAV that can be used; the message names it.</exception>
    public static IReadOnlyList<RealtimeAnswer> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.wav").Order(StringComparer.Ordinal).Select(Read)];

    private static RealtimeAnswer Read(string wav)
    {
        var transcript = Path.ChangeExtension(wav, ".txt");
        return new RealtimeAnswer(WavFile.Read(wav), File.Exists(transcript) ? File.ReadAllText(transcript).Trim() : Path.GetFileNameWithoutExtension(wav));
    }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>fillers:</c> of a policy file.</summary>
internal static class FillerPolicyReader
{
    /// <param name="folder">What relative paths are relative to.</param>
    public static FillerPolicy Read(ConfigSection top, FillerPolicy safe, string folder)
    {
        using var fillers = top.Section("fillers");
        return safe with
        {
            Plays = fillers.Flag("play", safe.Plays),
            After = fillers.Duration("after", safe.After, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10)),
            AgainAfter = fillers.Duration("again-after", safe.AgainAfter, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30)),
            Files = Files(fillers, folder),
            BackgroundFile = SoundFile.Read(fillers, "background", folder),
        };
    }

    private static ImmutableArray<string> Files(ConfigSection fillers, string folder)
    {
        var written = fillers.Texts("files");
        if (written.Length == 1)
        {
            fillers.Report("files", "names one file, but the same filler must not be heard twice running: name two or more");
        }

        foreach (var file in written.Where(file => !File.Exists(Path.Combine(folder, file.Text))))
        {
            fillers.Report("files", file, $"names '{file.Text}', a file that does not exist");
        }

        return [.. written.Select(file => Path.Combine(folder, file.Text))];
    }
}

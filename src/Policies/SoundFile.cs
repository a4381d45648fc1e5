using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>A setting that names a sound which must be there.</summary>
internal static class SoundFile
{
    /// <param name="folder">What a relative path is relative to.</param>
    /// <returns>Null when it is not written.</returns>
    public static string? Read(ConfigSection section, string key, string folder)
    {
        var file = section.Text(key) is { Length: > 0 } written ? Path.Combine(folder, written) : null;
        if (file is not null && !File.Exists(file))
        {
            section.Report(key, "names a file that does not exist");
        }

        return file;
    }
}

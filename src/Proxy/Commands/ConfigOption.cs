using System.CommandLine;
using CompliantVoiceProxy.Proxy.Configuration;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>The option <c>--config</c> of several commands.</summary>
internal static class ConfigOption
{
    private const string UsualPath = "cvp.yaml";

    public static Option<string?> Create() =>
        new("--config") { Description = $"The configuration file; {UsualPath} in this folder without it, and where there is none, what the documentation says for each setting." };

    /// <returns>Null when the file is wrong, which has been printed with its lines.</returns>
    public static ServeConfig? Read(string? path)
    {
        if (path is null && !File.Exists(UsualPath))
        {
            return new ServeConfig();
        }

        path ??= UsualPath;
        var reading = ServeConfigReader.ReadFile(path);
        foreach (var error in reading.Errors)
        {
            Console.Error.WriteLine($"{path}:{error.Line}: {error.Words}");
        }

        return reading.Config;
    }
}

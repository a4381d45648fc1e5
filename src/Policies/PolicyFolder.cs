using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>A folder of policy files: every <c>*.yaml</c> and <c>*.yml</c> in it, one a tenant. Names that begin with a dot are left alone.</summary>
public static class PolicyFolder
{
    /// <summary>Reads each file, and holds them against each other: of two that tie, both are refused.</summary>
    /// <returns>In order of names.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string folder)
    {
        ImmutableArray<PolicyFile> files = [.. Paths(folder).Select(PolicyFile.Read)];
        return [.. files.Select(file => file.With(TiesOf(file, files)))];
    }

    private static ImmutableArray<ConfigError> TiesOf(PolicyFile file, ImmutableArray<PolicyFile> all) =>
        [.. all.Where(other => other != file).SelectMany(other => CalledPatternTies.Between(file, other))];

    internal static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(folder)
        .Where(path => Path.GetExtension(path) is ".yaml" or ".yml" && !Path.GetFileName(path).StartsWith('.'))
        .Order(StringComparer.Ordinal);
}

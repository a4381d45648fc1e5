using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Reads <c>handoffs:</c> of <c>cvp.yaml</c>.</summary>
internal static partial class HandoffConfigReader
{
    public static ImmutableArray<DeclaredHandoffReader> Read(ConfigSection top, string folder)
    {
        using var handoffs = top.Section("handoffs");
        var readers = ImmutableArray.CreateBuilder<DeclaredHandoffReader>();
        foreach (var section in handoffs.Sections("readers"))
        {
            using (section)
            {
                readers.Add(ReadOne(section, readers, folder));
            }
        }

        return readers.ToImmutable();
    }

    private static DeclaredHandoffReader ReadOne(ConfigSection section, IEnumerable<DeclaredHandoffReader> before, string folder)
    {
        var name = Name(section, "name");
        if (before.Any(other => other.Name == name && name.Length > 0))
        {
            section.Report("name", $"is '{name}', as that of one before; names are unique");
        }

        var role = Name(section, "role");
        var key = SecretReferenceReader.Read(section, "key", folder);
        if (key is null)
        {
            section.Report("key", "is missing: say where it stands, { env: NAME } or { file: PATH }");
        }

        return new DeclaredHandoffReader(name, role, key ?? new SecretReference());
    }

    private static string Name(ConfigSection section, string key)
    {
        var name = section.RequiredText(key);
        if (name.Length > 0 && !NamePattern.IsMatch(name))
        {
            section.Report(key, $"is '{name}', but is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter");
        }

        return name;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}

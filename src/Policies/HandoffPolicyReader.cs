using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>handoff:</c> of a policy file.</summary>
internal static partial class HandoffPolicyReader
{
    public static HandoffPolicy Read(ConfigSection top)
    {
        using var handoff = top.Section("handoff");
        var roles = handoff.Texts("values-for");
        foreach (var role in roles.Where(role => !RolePattern.IsMatch(role.Text)))
        {
            handoff.Report("values-for", role, $"has '{role.Text}', but a role is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter");
        }

        return new HandoffPolicy { ValuesFor = [.. roles.Select(role => role.Text)] };
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RolePattern { get; }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Finds what makes a set of policy files ambiguous: two of one tenant, or two patterns of which neither wins for some called address.</summary>
internal static class CalledPatternTies
{
    /// <summary>What is wrong with <paramref name="file"/> beside <paramref name="other"/>; nothing when either has no policy.</summary>
    public static IEnumerable<ConfigError> Between(PolicyFile file, PolicyFile other)
    {
        if (file.Policy is not { } policy || other.Policy is not { } beside)
        {
            yield break;
        }

        var name = Path.GetFileName(other.Path);
        if (policy.Tenant == beside.Tenant)
        {
            yield return new ConfigError(1, $"tenant is '{policy.Tenant}', as it is in {name}; one tenant has one file");
        }

        for (var at = 0; at < policy.Called.Length; at++)
        {
            if (beside.Called.FirstOrDefault(pattern => IsTie(policy.Called[at], pattern)) is { } tied)
            {
                yield return new ConfigError(
                    file.CalledLines[at],
                    $"match.called has '{policy.Called[at].Pattern}', which ties with '{tied.Pattern}' in {name}: an address can match both, and neither is longer");
            }
        }
    }

    private static bool IsTie(CalledPattern left, CalledPattern right) =>
        left.LiteralLength == right.LiteralLength && Intersects(left.Pattern, right.Pattern);

    /// <summary>Whether some text matches both globs. Walks both at once: <c>row[r]</c> says whether the ends from l and from r on have a text in common.</summary>
    private static bool Intersects(string left, string right)
    {
        var row = new bool[right.Length + 1];
        for (var l = left.Length; l >= 0; l--)
        {
            var below = row.ToImmutableArray();
            for (var r = right.Length; r >= 0; r--)
            {
                row[r] = (l == left.Length, r == right.Length) switch
                {
                    (true, true) => true,
                    (true, false) => right[r] is '*' && row[r + 1],
                    (false, true) => left[l] is '*' && below[r],
                    _ when left[l] is '*' || right[r] is '*' => below[r] || row[r + 1],
                    _ => char.ToUpperInvariant(left[l]) == char.ToUpperInvariant(right[r]) && below[r + 1],
                };
            }
        }

        return row[0];
    }
}

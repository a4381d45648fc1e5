using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Audit;

/// <summary>The names that an operator declared in one policy: the vocabulary that labels may be made of beside the product's own words. What was said in a call is not in it.</summary>
/// <remarks>Made of a policy alone, and in two places: of its recognizers, and of those whom a call may be transferred to (the architecture test holds it).</remarks>
public sealed partial class DeclaredNames
{
    private readonly FrozenSet<string> _names;

    /// <param name="names">Lower-case letters, digits, hyphens and underscores.</param>
    /// <exception cref="ArgumentException">One is no name. The message does not show it.</exception>
    public DeclaredNames(IEnumerable<string> names)
    {
        _names = names.ToFrozenSet(StringComparer.Ordinal);
        if (!_names.All(NamePattern.IsMatch))
        {
            throw new ArgumentException("A declared name is no name.", nameof(names));
        }
    }

    /// <summary>The name as a label; <c>Undeclared</c> for what was not declared.</summary>
    public AuditLabel LabelOf(string name) => AuditLabel.OfDeclared(_names.TryGetValue(name, out var declared) ? declared : null);

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}

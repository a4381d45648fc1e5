using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Text with places for arguments: <c>Bearer {{secret}}</c>. What is filled in is never read as a template again.</summary>
public sealed partial record TextTemplate
{
    private readonly ImmutableArray<(string Text, bool IsPlace)> _parts;

    private TextTemplate(ImmutableArray<(string Text, bool IsPlace)> parts) => _parts = parts;

    /// <summary>What the places are called, in order.</summary>
    public IEnumerable<string> Places => _parts.Where(part => part.IsPlace).Select(part => part.Text);

    /// <summary>The name of the place that is all of the text; null where there is more, or none.</summary>
    public string? OnlyPlace => _parts is [{ IsPlace: true } only] ? only.Text : null;

    /// <returns>False when braces stand there that enclose no name.</returns>
    public static bool TryParse(string written, [NotNullWhen(true)] out TextTemplate? template)
    {
        var parts = ImmutableArray.CreateBuilder<(string Text, bool IsPlace)>();
        var at = 0;
        foreach (var match in Place.EnumerateMatches(written))
        {
            parts.Add((written[at..match.Index], false));
            parts.Add((written.Substring(match.Index + 2, match.Length - 4), true));
            at = match.Index + match.Length;
        }

        parts.Add((written[at..], false));
        parts.RemoveAll(part => part is { IsPlace: false, Text.Length: 0 });
        var isWhole = parts.All(part => part.IsPlace || !(part.Text.Contains("{{", StringComparison.Ordinal) || part.Text.Contains("}}", StringComparison.Ordinal)));
        template = isWhole ? new TextTemplate(parts.ToImmutable()) : null;
        return isWhole;
    }

    /// <param name="valueOf">The text for a place, escaped for where the whole text goes.</param>
    public string Fill(Func<string, string> valueOf) => string.Concat(_parts.Select(part => part.IsPlace ? valueOf(part.Text) : part.Text));

    public bool Equals(TextTemplate? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override int GetHashCode() => _parts.Length;

    public override string ToString() => string.Concat(_parts.Select(part => part.IsPlace ? $"{{{{{part.Text}}}}}" : part.Text));

    [GeneratedRegex(@"\{\{[A-Za-z_][A-Za-z0-9_.-]{0,63}\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place { get; }
}

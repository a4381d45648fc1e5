using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>A place in a JSON document, and all below it: a JSON Pointer (RFC 6901) in which a step <c>*</c> stands for any member or item.</summary>
public sealed record AnswerPointer
{
    private readonly ImmutableArray<string> _steps;

    private AnswerPointer(ImmutableArray<string> steps) => _steps = steps;

    /// <param name="written"><c>/slots/*/time</c>; <c>~0</c> and <c>~1</c> stand for <c>~</c> and <c>/</c>. The empty one is the whole document.</param>
    public static bool TryParse(string written, [NotNullWhen(true)] out AnswerPointer? pointer)
    {
        pointer = null;
        if (written.Length > 0 && written[0] != '/')
        {
            return false;
        }

        var steps = written.Split('/').Skip(1).ToArray();
        if (steps.Any(step => step.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).Contains('~')))
        {
            return false;
        }

        pointer = new AnswerPointer([.. steps.Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
        return true;
    }

    /// <summary>Whether a place is the one that is pointed at, or stands below it.</summary>
    /// <param name="path">Names of members, and numbers of items, from the top.</param>
    public bool Covers(IReadOnlyList<string> path)
    {
        if (path.Count < _steps.Length)
        {
            return false;
        }

        for (var at = 0; at < _steps.Length; at++)
        {
            if (_steps[at] is not "*" && _steps[at] != path[at])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it points at one place.</summary>
    public bool IsOnePlace => !_steps.Contains("*");

    /// <summary>What stands at the one place that it points at; null when nothing does.</summary>
    public JsonElement? FindIn(JsonElement document)
    {
        var found = document;
        foreach (var step in _steps)
        {
            var isThere = found.ValueKind switch
            {
                JsonValueKind.Object => found.TryGetProperty(step, out found),
                JsonValueKind.Array => int.TryParse(step, out var at) && at >= 0 && at < found.GetArrayLength() && (found = found[at]).ValueKind is not JsonValueKind.Undefined,
                _ => false,
            };
            if (!isThere)
            {
                return null;
            }
        }

        return found;
    }

    public bool Equals(AnswerPointer? other) => other is not null && _steps.SequenceEqual(other._steps, StringComparer.Ordinal);

    public override int GetHashCode() => _steps.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Concat(_steps.Select(step => $"/{step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"));
}

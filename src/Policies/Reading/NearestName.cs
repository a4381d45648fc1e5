namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    private const int MostLetters = 64;

    /// <returns>The known name that takes the fewest changed letters; null when none is near.</returns>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > MostLetters)
        {
            return null;
        }

        var most = Math.Max(written.Length < 4 ? 1 : 2, written.Length / 3);
        return known
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(pair => pair.Distance <= most)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance; case does not count.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var l = 1; l <= left.Length; l++)
        {
            var diagonal = row[0];
            row[0] = l;
            for (var r = 1; r <= right.Length; r++)
            {
                var isSame = char.ToLowerInvariant(left[l - 1]) == char.ToLowerInvariant(right[r - 1]);
                var cost = Math.Min(diagonal + (isSame ? 0 : 1), Math.Min(row[r - 1], row[r]) + 1);
                (diagonal, row[r]) = (row[r], cost);
            }
        }

        return row[^1];
    }
}

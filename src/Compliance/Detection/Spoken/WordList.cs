namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>The word lists that stand in this assembly as resources: one word or phrase a line, lower case.</summary>
internal static class WordList
{
    public static IEnumerable<string> Read(string name)
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream($"Words.{name}.txt")
            ?? throw new InvalidOperationException($"The word list {name} is not in the assembly.");
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}

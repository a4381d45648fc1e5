using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>recognizers</c>: identifiers of the tenant's own. A pattern that could not be matched in linear time is refused.</summary>
internal static partial class CustomRecognizerReader
{
    private const int MostRecognizers = 64;

    public static ImmutableArray<CustomRecognizer> Read(ConfigSection top)
    {
        var sections = top.Sections("recognizers");
        if (sections.Length > MostRecognizers)
        {
            top.Report("recognizers", $"has {sections.Length}, but at most {MostRecognizers} are read");
        }

        var recognizers = ImmutableArray.CreateBuilder<CustomRecognizer>();
        foreach (var section in sections.Take(MostRecognizers))
        {
            using (section)
            {
                var recognizer = ReadOne(section);
                if (recognizers.Any(other => other.Name == recognizer.Name && other.Name.Length > 0))
                {
                    section.Report("name", $"is '{recognizer.Name}', as that of one before; names are unique");
                }

                recognizers.Add(recognizer);
            }
        }

        return recognizers.ToImmutable();
    }

    private static CustomRecognizer ReadOne(ConfigSection section)
    {
        var safe = new CustomRecognizer { Name = Name(section) };
        var recognizer = safe with
        {
            Type = section.Choice("type", safe.Type),
            Pattern = section.Text("pattern"),
            Words = Phrases(section, "words"),
            Context = Phrases(section, "context"),
            Checksum = section.Choice("checksum", safe.Checksum),
        };
        if (recognizer.Pattern is { } pattern && !CustomPattern.TryCompile(pattern, recognizer.LongestMatch, out _, out var problem))
        {
            section.Report("pattern", problem);
        }
        else if (!section.Has("pattern") && !section.Has("words") && !section.Has("context"))
        {
            section.Report("name", $"is '{recognizer.Name}', but it has no pattern, words or context: it would find nothing");
        }

        return recognizer;
    }

    private static string Name(ConfigSection section)
    {
        var name = section.RequiredText("name");
        if (name.Length > 0 && !NamePattern.IsMatch(name))
        {
            section.Report("name", $"is '{name}', but a name is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter");
        }

        return name;
    }

    private static ImmutableArray<string> Phrases(ConfigSection section, string key)
    {
        var phrases = section.Texts(key);
        foreach (var phrase in phrases.Where(phrase => !phrase.Text.Any(char.IsLetterOrDigit)))
        {
            section.Report(key, phrase, $"has '{phrase.Text}', in which there is no word");
        }

        return [.. phrases.Select(phrase => phrase.Text)];
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}

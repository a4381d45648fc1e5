using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>transfer</c>: to whom a call may be transferred, and how.</summary>
internal static partial class TransferReader
{
    private const int MostTargets = 64;
    private const int LongestDescription = 500; // characters: the voice AI is told of each

    public static TransferPolicy Read(ConfigSection top, TransferPolicy safe)
    {
        using var transfer = top.Section("transfer");
        var policy = safe with
        {
            Ways = Ways(transfer, safe.Ways),
            AnswerWithin = transfer.Duration("answer-within", safe.AnswerWithin, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)),
            ReferWithin = transfer.Duration("refer-within", safe.ReferWithin, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)),
            Header = transfer.Value("header", safe.Header, "the name of a header field of your own, such as X-CVP-Handoff", TryReadHeader),
        };
        return policy with { Targets = Targets(transfer, policy.Ways) };
    }

    private static ImmutableArray<TransferTarget> Targets(ConfigSection transfer, ImmutableArray<TransferWay> ways)
    {
        var sections = transfer.Sections("targets");
        if (transfer.IsWritten && !transfer.Has("targets"))
        {
            transfer.Report("targets", "is missing: there is nobody to transfer to");
        }

        if (sections.Length > MostTargets)
        {
            transfer.Report("targets", $"has {sections.Length}, but at most {MostTargets} are read");
        }

        var targets = ImmutableArray.CreateBuilder<TransferTarget>();
        foreach (var section in sections.Take(MostTargets))
        {
            using (section)
            {
                var target = new TransferTarget { Name = Name(section), Uri = Address(section), Description = Description(section), Ways = Ways(section, ways) };
                if (targets.Any(other => other.Name == target.Name && other.Name.Length > 0))
                {
                    section.Report("name", $"is '{target.Name}', as that of one before; names are unique");
                }

                targets.Add(target);
            }
        }

        return targets.ToImmutable();
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

    private static string Address(ConfigSection section)
    {
        var uri = section.RequiredText("uri");
        if (uri.Length > 0 && !UriPattern.IsMatch(uri))
        {
            section.Report("uri", "is no address such as sip:billing@pbx.example:5060, without password and header fields");
        }

        return uri;
    }

    private static string Description(ConfigSection section)
    {
        var description = section.RequiredText("description");
        if (description.Length > LongestDescription)
        {
            section.Report("description", $"has {description.Length} characters, but {LongestDescription} are the most");
        }

        return description;
    }

    private static ImmutableArray<TransferWay> Ways(ConfigSection section, ImmutableArray<TransferWay> fallback)
    {
        var written = section.Texts("ways");
        var ways = ImmutableArray.CreateBuilder<TransferWay>();
        foreach (var word in written)
        {
            if (!ConfigWords<TransferWay>.TryParse(word.Text, out var way))
            {
                section.Report("ways", word, $"has '{word.Text}', but a way is one of: {string.Join(", ", ConfigWords<TransferWay>.All)}");
            }
            else if (ways.Contains(way))
            {
                section.Report("ways", word, $"has '{word.Text}' twice");
            }
            else
            {
                ways.Add(way);
            }
        }

        return written.IsEmpty ? fallback : ways.ToImmutable();
    }

    private static bool TryReadHeader(string text, out string header)
    {
        header = text;
        return HeaderPattern.IsMatch(text);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"^sip:([A-Za-z0-9_.!~*'()&=+$,;/-]{1,128}@)?([A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?(;[A-Za-z0-9_.!~*'()=;/:&+$-]{0,255})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UriPattern { get; }

    [GeneratedRegex(@"^X-[A-Za-z0-9-]{1,60}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderPattern { get; }
}

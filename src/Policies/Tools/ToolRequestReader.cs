using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Reads <c>request</c> of a tool or of the payment gateway. Withheld values may stand in the body alone, secrets in headers alone.</summary>
/// <param name="kindOf">What goes into a place of this name; null when there is no such place.</param>
/// <param name="places">The places that there are, for what is said of one that is not.</param>
internal sealed partial class ToolRequestReader(Func<string, PlaceKind?> kindOf, IEnumerable<string> places, string folder)
{
    private const int MostHeaders = 16;

    /// <summary>What the connection itself says.</summary>
    private static readonly string[] OwnHeaders = ["Host", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Upgrade", "TE", "Trailer", "Cookie"];

    private static readonly UrlTemplate Nowhere = UrlTemplate.TryParse("https://nowhere.invalid/", out var url, out _) ? url : throw new InvalidOperationException("An address of the product's own is none.");

    /// <param name="owner">The section that the request stands in.</param>
    public ToolRequest Read(ConfigSection owner)
    {
        using var request = owner.Section("request", isRequired: true);
        var url = Url(request);
        var safe = new ToolRequest { Url = url };
        var read = safe with
        {
            Method = request.Choice("method", safe.Method),
            Headers = Headers(request),
            Body = Body(request),
        };
        if (read is { Method: ToolMethod.Get, Body: not null })
        {
            request.Report("body", "is written, but a GET has none");
        }

        return read;
    }

    private UrlTemplate Url(ConfigSection request)
    {
        var written = request.RequiredText("url");
        if (written.Length == 0)
        {
            return Nowhere;
        }

        if (!UrlTemplate.TryParse(written, out var url, out var problem))
        {
            request.Report("url", problem);
            return Nowhere;
        }

        CheckPlaces(request, "url", url.Places);
        return url;
    }

    private ImmutableArray<ToolHeader> Headers(ConfigSection request)
    {
        var sections = request.Sections("headers");
        if (sections.Length > MostHeaders)
        {
            request.Report("headers", $"has {sections.Length}, but at most {MostHeaders} are read");
        }

        var headers = ImmutableArray.CreateBuilder<ToolHeader>();
        foreach (var section in sections.Take(MostHeaders))
        {
            using (section)
            {
                headers.Add(Header(section));
            }
        }

        return headers.ToImmutable();
    }

    private ToolHeader Header(ConfigSection header)
    {
        var name = header.RequiredText("name");
        var secret = SecretReferenceReader.Read(header, "secret", folder);
        var written = header.Text("value") ?? (secret is null ? null : $"{{{{{ToolHeader.SecretPlace}}}}}");
        if (name.Length > 0 && !NamePattern.IsMatch(name))
        {
            header.Report("name", $"is '{name}', which is no header's name");
        }
        else if (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            header.Report("name", $"is '{name}', which the proxy writes itself");
        }

        if (written is null)
        {
            header.Report("value", "is missing: a header has a value, a secret, or both");
        }
        else if (secret is null && (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || SecretNames.IsNameOfOne(name)))
        {
            header.Report("name", $"is '{name}', whose value is a secret: say where it stands, secret: {{ env: NAME }} or {{ file: PATH }}");
        }

        if (TextTemplate.TryParse(written ?? "", out var value) && value.Fill(_ => "").All(sign => sign is >= ' ' and <= '~'))
        {
            CheckPlaces(header, "value", value.Places.Where(place => place != ToolHeader.SecretPlace || secret is null));
            if (secret is not null && !value.Places.Contains(ToolHeader.SecretPlace))
            {
                header.Report("value", $"has no {{{{{ToolHeader.SecretPlace}}}}}, where the secret would stand");
            }

            return new ToolHeader(name, value, secret);
        }

        header.Report("value", "is no header's value: printable ASCII, and braces around names alone");
        return new ToolHeader(name, TextTemplate.TryParse("", out var nothing) ? nothing : throw new InvalidOperationException("An empty text is no template."), secret);
    }

    private BodyTemplate? Body(ConfigSection request)
    {
        if (request.Node("body") is not { } written)
        {
            return null;
        }

        var errors = Unreadable(written).ToList();
        foreach (var (node, words) in errors)
        {
            request.Report("body", node, words);
        }

        return errors.Count > 0 ? null : new BodyTemplate(ConfigJson.ElementOf(written));
    }

    private IEnumerable<(ConfigNode Node, string Words)> Unreadable(ConfigNode node) => node switch
    {
        ConfigMap map => map.Entries.SelectMany(entry => entry.Key.Contains("{{", StringComparison.Ordinal)
            ? [(entry.Value, $"has a name with a place, '{entry.Key}'; places are for values alone")]
            : Unreadable(entry.Value)),
        ConfigList list => list.Items.SelectMany(Unreadable),
        ConfigScalar text when !TextTemplate.TryParse(text.Text, out _) => [(text, "has braces that enclose no name; write {{name}}")],
        ConfigScalar text when TextTemplate.TryParse(text.Text, out var template) =>
            template.Places.Where(place => kindOf(place) is null).Select(place => ((ConfigNode)text, UnknownPlace(place)))
                .Concat(template.OnlyPlace is null ? template.Places.Where(place => kindOf(place) is PlaceKind.Structure).Select(place => ((ConfigNode)text, $"has {{{{{place}}}}} amid text, but it is an object or an array: it must be the whole value")) : []),
        _ => [],
    };

    private void CheckPlaces(ConfigSection section, string key, IEnumerable<string> used)
    {
        foreach (var place in used)
        {
            var problem = kindOf(place) switch
            {
                null => UnknownPlace(place),
                PlaceKind.Withheld => $"has {{{{{place}}}}}, for which a withheld value would stand: those go into the body alone, as URLs and headers are written to logs on their way",
                PlaceKind.Structure => $"has {{{{{place}}}}}, which is no string, number or boolean",
                _ => null,
            };
            if (problem is not null)
            {
                section.Report(key, problem);
            }
        }
    }

    private string UnknownPlace(string place)
    {
        var meant = NearestName.Of(place, places) is { } near ? $"did you mean '{near}'?" : $"there are: {string.Join(", ", places)}";
        return $"has {{{{{place}}}}}, of which nothing is known; {meant}";
    }

    /// <summary>RFC 9110 section 5.6.2.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}

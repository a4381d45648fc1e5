using System.Diagnostics.CodeAnalysis;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>The address of a back end, with places for arguments in its path and query alone: no argument can choose where a request goes.</summary>
public sealed record UrlTemplate
{
    private readonly TextTemplate _path;
    private readonly TextTemplate _query; // with its question mark; empty without one
    private readonly string _origin; // https://host:port

    private UrlTemplate(string origin, TextTemplate path, TextTemplate query) => (_origin, _path, _query) = (origin, path, query);

    /// <summary>What the places are called, in order.</summary>
    public IEnumerable<string> Places => _path.Places.Concat(_query.Places);

    /// <param name="problem">Why it may not be used, in words that continue "the url". Does not show what is written.</param>
    public static bool TryParse(string written, [NotNullWhen(true)] out UrlTemplate? url, [NotNullWhen(false)] out string? problem)
    {
        (url, problem) = (null, null);
        if (!TextTemplate.TryParse(written, out var whole))
        {
            problem = "has braces that enclose no name; write {{name}}";
        }
        else if (!Uri.TryCreate(whole.Fill(_ => "x"), UriKind.Absolute, out var example) || example.Scheme is not ("http" or "https") || example.Host.Length == 0 || example.Fragment.Length > 0)
        {
            problem = "is no web address, such as https://host/path";
        }
        else if (example.Scheme is "http" && !example.IsLoopback)
        {
            problem = "would send what callers say unencrypted: http:// is for this machine alone; write https://";
        }
        else if (example.UserInfo.Length > 0 || SecretNames.IsNamedIn(example.Query))
        {
            problem = "holds a password or key; give it by a header with a secret";
        }
        else if (!written.StartsWith(example.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase))
        {
            problem = "has a place in its scheme, host or port; arguments may stand in path and query alone";
        }
        else
        {
            var origin = example.GetLeftPart(UriPartial.Authority);
            var rest = written[origin.Length..];
            var question = rest.IndexOf('?', StringComparison.Ordinal);
            var path = question < 0 ? rest : rest[..question];
            url = TextTemplate.TryParse(path.Length == 0 ? "/" : path, out var pathTemplate) && TextTemplate.TryParse(question < 0 ? "" : rest[question..], out var queryTemplate)
                ? new UrlTemplate(origin, pathTemplate, queryTemplate)
                : null;
            problem = url is null ? "has braces that enclose no name; write {{name}}" : null;
        }

        return problem is null;
    }

    /// <summary>Every argument percent-encoded (RFC 3986 section 2.1).</summary>
    /// <param name="valueOf">Empty for an argument that was not given.</param>
    /// <returns>Null when an argument would change the path: one that is empty, has a slash, or makes a step <c>.</c> or <c>..</c>.</returns>
    public Uri? Fill(Func<string, string> valueOf)
    {
        if (_path.Places.Select(valueOf).Any(value => value.Length == 0 || value.AsSpan().ContainsAny('/', '\\')))
        {
            return null;
        }

        var path = _path.Fill(place => Uri.EscapeDataString(valueOf(place)));
        var moves = path.Split('/').Any(step => step is "." or "..");
        return !moves && Uri.TryCreate($"{_origin}{path}{_query.Fill(place => Uri.EscapeDataString(valueOf(place)))}", UriKind.Absolute, out var url) ? url : null;
    }
}

using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Dashboard.Metrics;

/// <summary>Turns an instrument's tags into labels. Only what cannot hold caller content passes: enum members, truth values, small numbers, and tenants' names; any other tag is left out.</summary>
internal static partial class MetricLabels
{
    private const string TenantKey = "tenant";

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = "";
        foreach (var (key, value) in tags)
        {
            if (TextOf(key, value) is { } text)
            {
                labels += $"{(labels.Length > 0 ? "," : "")}{PrometheusText.NameOf(key)}=\"{text}\"";
            }
        }

        return labels;
    }

    private static string? TextOf(string key, object? value) => value switch
    {
        Enum member when Enum.IsDefined(member.GetType(), member) => member.ToString(),
        bool flag => flag ? "true" : "false",
        int number and >= 0 and < 1000 => number.ToString(),
        string name when key == TenantKey && TenantPattern.IsMatch(name) => name,
        _ => null,
    };

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantPattern { get; }
}

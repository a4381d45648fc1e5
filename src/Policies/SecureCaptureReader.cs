using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>secure-capture</c>: when the voice AI gets nothing at all.</summary>
internal static partial class SecureCaptureReader
{
    public static SecureCapturePolicy Read(ConfigSection top, SecureCapturePolicy safe)
    {
        using var capture = top.Section("secure-capture");
        var policy = safe with
        {
            StartPhrases = Phrases(capture, "start-phrases"),
            StartTools = Tools(capture, "start-tools"),
            StartsOnDigit = capture.Flag("start-on-digit", safe.StartsOnDigit),
            StartsOnRequest = capture.Flag("start-on-request", safe.StartsOnRequest),
            DoneTools = Tools(capture, "done-tools"),
            DoneKey = capture.Choice("done-key", safe.DoneKey),
            Timeout = capture.Duration("timeout", safe.Timeout, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10)),
        };
        if (capture.IsWritten && !policy.IsUsed)
        {
            top.Report("secure-capture", "has nothing that begins it: give it start-phrases, start-tools, start-on-digit or start-on-request");
        }

        if (policy.DoneTools.Contains(SecureCapturePolicy.RequestTool, StringComparer.Ordinal))
        {
            capture.Report("done-tools", $"has '{SecureCapturePolicy.RequestTool}', which begins one");
        }

        if (policy.StartTools.Intersect(policy.DoneTools, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            capture.Report("done-tools", $"has '{both}', which is among start-tools: it would end what it begins");
        }

        return policy;
    }

    private static ImmutableArray<string> Phrases(ConfigSection capture, string key)
    {
        var phrases = capture.Texts(key);
        foreach (var phrase in phrases.Where(phrase => phrase.Text.Count(char.IsLetterOrDigit) < 3))
        {
            capture.Report(key, phrase, $"has '{phrase.Text}', which is too short to be meant: write at least three letters");
        }

        return [.. phrases.Select(phrase => phrase.Text)];
    }

    private static ImmutableArray<string> Tools(ConfigSection capture, string key)
    {
        var tools = capture.Texts(key);
        foreach (var tool in tools.Where(tool => !ToolPattern.IsMatch(tool.Text)))
        {
            capture.Report(key, tool, $"has '{tool.Text}', but a tool's name is made of letters, digits, hyphens and underscores, 64 at most");
        }

        return [.. tools.Select(tool => tool.Text)];
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToolPattern { get; }
}

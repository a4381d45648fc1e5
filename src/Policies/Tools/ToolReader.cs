using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Reads <c>tools</c>: what of the tenant's own back ends the voice AI may call.</summary>
internal static partial class ToolReader
{
    private const int MostTools = 32;

    /// <summary>Names of the proxy's own tools.</summary>
    private static readonly string[] OwnTools = [SecureCapturePolicy.RequestTool, AgentPolicy.EndCallTool, PaymentPolicy.Tool, TransferPolicy.RequestTool];

    /// <param name="tokenTypes">The types that tokens of this policy may have.</param>
    /// <param name="answerTimeout">How long the AI may be silent: a tool must be quicker.</param>
    public static ImmutableArray<ToolPolicy> Read(ConfigSection top, IReadOnlyCollection<string> tokenTypes, TimeSpan answerTimeout, string folder)
    {
        var sections = top.Sections("tools");
        if (sections.Length > MostTools)
        {
            top.Report("tools", $"has {sections.Length}, but at most {MostTools} are read");
        }

        var tools = ImmutableArray.CreateBuilder<ToolPolicy>();
        foreach (var section in sections.Take(MostTools))
        {
            using (section)
            {
                var tool = ReadOne(section, tokenTypes, answerTimeout, folder);
                if (tools.Any(other => other.Name == tool.Name && other.Name.Length > 0))
                {
                    section.Report("name", $"is '{tool.Name}', as that of one before; names are unique");
                }

                tools.Add(tool);
            }
        }

        return tools.ToImmutable();
    }

    private static ToolPolicy ReadOne(ConfigSection section, IReadOnlyCollection<string> tokenTypes, TimeSpan answerTimeout, string folder)
    {
        var parameters = ArgumentSchemaReader.Read(section, tokenTypes);
        var safe = new ToolPolicy
        {
            Name = Name(section),
            Description = section.RequiredText("description"),
            Parameters = parameters,
            Request = new ToolRequestReader(place => KindOf(parameters.Properties.GetValueOrDefault(place)), parameters.Properties.Keys, folder).Read(section),
        };
        var tool = safe with
        {
            Timeout = section.Duration("timeout", safe.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
            Retries = section.Whole("retries", safe.Retries, 0, 5),
            IsIdempotent = section.Flag("idempotent", safe.IsIdempotent),
            HedgeAfter = section.Duration("hedge-after", TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10)),
            Answer = Answer(section, safe.Answer),
        };
        Check(section, tool, answerTimeout);
        return tool;
    }

    private static void Check(ConfigSection section, ToolPolicy tool, TimeSpan answerTimeout)
    {
        if (tool.HedgeAfter is not null && !tool.IsIdempotent)
        {
            section.Report("hedge-after", "would send a request twice that is not idempotent; write idempotent: true if it is");
        }
        else if (tool.HedgeAfter >= tool.Timeout)
        {
            section.Report("hedge-after", $"is {ConfigUnits.Show(tool.HedgeAfter.Value)}, but after {ConfigUnits.Show(tool.Timeout)} nobody waits any more");
        }

        if (tool.Timeout >= answerTimeout)
        {
            section.Report("timeout", $"is {ConfigUnits.Show(tool.Timeout)}, but by failover.answer-timeout the call is given up after {ConfigUnits.Show(answerTimeout)}");
        }

        if (tool.IsIdempotent && tool.Request.Method is ToolMethod.Patch)
        {
            section.Report("idempotent", "is true, but a PATCH is not (RFC 5789 section 2)");
        }
    }

    private static string Name(ConfigSection section)
    {
        var name = section.RequiredText("name");
        if (name.Length > 0 && !NamePattern.IsMatch(name))
        {
            section.Report("name", $"is '{name}', but a name is made of lower-case letters, digits, hyphens and underscores, 63 at most, and begins with a letter");
        }
        else if (OwnTools.Contains(name, StringComparer.Ordinal))
        {
            section.Report("name", $"is '{name}', which is a tool of the proxy's own");
        }

        return name;
    }

    private static PlaceKind? KindOf(ArgumentSchema? property) => property switch
    {
        null => null,
        { TokenTypes.IsEmpty: false } => PlaceKind.Withheld,
        { Kind: ArgumentKind.Text or ArgumentKind.Integer or ArgumentKind.Number or ArgumentKind.Boolean } => PlaceKind.Scalar,
        _ => PlaceKind.Structure,
    };

    private static ToolAnswerPolicy Answer(ConfigSection section, ToolAnswerPolicy safe)
    {
        using var answer = section.Section("answer");
        return safe with
        {
            Forward = answer.Choice("forward", safe.Forward),
            Keep = Pointers(answer, "keep"),
            Hide = Pointers(answer, "hide"),
        };
    }

    private static ImmutableArray<AnswerPointer> Pointers(ConfigSection answer, string key)
    {
        var pointers = ImmutableArray.CreateBuilder<AnswerPointer>();
        foreach (var written in answer.Texts(key))
        {
            if (AnswerPointer.TryParse(written.Text, out var pointer))
            {
                pointers.Add(pointer);
            }
            else
            {
                answer.Report(key, written, $"has '{written.Text}', which is no JSON Pointer, such as /slots/*/time");
            }
        }

        return pointers.ToImmutable();
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern { get; }
}

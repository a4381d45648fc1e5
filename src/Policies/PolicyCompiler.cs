using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Makes a <see cref="TenantPolicy"/> of a policy file. Says which settings there are, what values they may have, and what may not be written at all.</summary>
/// <remarks>What holds for a setting that is not written stands in the model's property alone.</remarks>
internal static partial class PolicyCompiler
{
    private const int RevisionDigits = 12;

    /// <param name="path">Paths in the file are relative to its folder.</param>
    public static PolicyFile Compile(ReadOnlySpan<byte> utf8, string path)
    {
        var reading = new ConfigReading();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var revision = RevisionOf(utf8);
        var (policy, called) = Compile(reading, utf8, folder, revision);
        return new PolicyFile
        {
            Path = path,
            Revision = revision,
            Policy = reading.HasErrors ? null : policy,
            Errors = reading.Errors,
            CalledLines = [.. called.Select(pattern => pattern.Line)],
        };
    }

    public static string RevisionOf(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8))[..RevisionDigits];

    /// <returns>The policy, good only if nothing was reported; and the patterns with their lines.</returns>
    internal static (TenantPolicy Policy, ImmutableArray<ConfigScalar> Called) Compile(
        ConfigReading reading, ReadOnlySpan<byte> utf8, string folder, string revision)
    {
        using var top = reading.Open(utf8);
        var tenant = TenantName(top);
        var called = Called(top);
        var policy = new TenantPolicy
        {
            Tenant = tenant,
            Revision = revision,
            Called = [.. called.Select(pattern => new CalledPattern(pattern.Text))],
            Agent = Agent(top, folder),
        };
        policy = policy with { Transfer = TransferReader.Read(top, policy.Transfer) };
        return (policy with
        {
            Mask = Mask(top, policy.Mask),
            Clearance = Clearance(top, policy.Clearance),
            Entities = EntityPolicyReader.Read(top),
            Recognizers = CustomRecognizerReader.Read(top),
            SecureCapture = SecureCaptureReader.Read(top, policy.SecureCapture),
            Turns = Turns(top, policy.Turns),
            Failover = Failover(top, policy, folder),
        }, called);
    }

    private static string TenantName(ConfigSection top)
    {
        var tenant = top.RequiredText("tenant");
        if (tenant.Length > 0 && !TenantPattern.IsMatch(tenant))
        {
            top.Report("tenant", $"is '{tenant}', but a name is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter");
        }

        return tenant;
    }

    private static ImmutableArray<ConfigScalar> Called(ConfigSection top)
    {
        using var match = top.Section("match", isRequired: true);
        var patterns = match.Texts("called", isRequired: true);
        foreach (var pattern in patterns)
        {
            if (pattern.Text.Contains(':'))
            {
                match.Report("called", pattern, $"has '{pattern.Text}', but is matched against user@host alone: leave scheme and port out");
            }
            else if (!CalledPatternPattern.IsMatch(pattern.Text))
            {
                match.Report("called", pattern, $"has '{pattern.Text}', but a pattern is user@host with * for any run of characters, without spaces, 255 at most");
            }
        }

        return patterns;
    }

    private static AgentPolicy Agent(ConfigSection top, string folder)
    {
        using var agent = top.Section("agent", isRequired: true);
        var policy = new AgentPolicy { Url = AgentUrl(agent), Model = agent.RequiredText("model") };
        return policy with
        {
            Provider = agent.Choice("provider", policy.Provider),
            Dialect = agent.Choice("dialect", policy.Dialect),
            Voice = agent.Text("voice"),
            ApiKey = ApiKey(agent, folder),
            Forward = agent.Choice("forward", policy.Forward),
            Values = agent.Choice("values", policy.Values),
            AudioFormat = agent.Choice("audio-format", policy.AudioFormat),
            Instructions = agent.Text("instructions") ?? policy.Instructions,
            ConnectTimeout = agent.Duration("connect-timeout", policy.ConnectTimeout, Milliseconds(200), Milliseconds(1800)),
        };
    }

    private static Uri AgentUrl(ConfigSection agent)
    {
        var text = agent.RequiredText("url");
        if (text.Length == 0)
        {
            return Nowhere;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss" or "http" or "https") || url.Host.Length == 0)
        {
            agent.Report("url", "is no WebSocket address, such as wss://host/path");
            return Nowhere;
        }

        if (url.Scheme is "http" or "https")
        {
            agent.Report("url", $"begins with {url.Scheme}://, but a voice AI is reached over wss:// (or ws:// on this machine)");
        }
        else if (url.Scheme is "ws" && !url.IsLoopback)
        {
            agent.Report("url", "would send calls unencrypted: ws:// is for this machine alone; write wss://");
        }

        if (url.UserInfo.Length > 0 || NamesSecret(url.Query))
        {
            agent.Report("url", "holds a password or key; give it by agent.api-key");
        }

        return url;
    }

    private static bool NamesSecret(string query) => query.Split('?', '&')
        .Select(field => field.Split('=')[0])
        .Any(name => SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Never shows what is written there: it may be a key in the wrong place.</summary>
    private static SecretReference? ApiKey(ConfigSection agent, string folder)
    {
        using var key = agent.Section("api-key", wrongKind: "must not hold the key itself; say where it stands: { env: NAME } or { file: PATH }");
        var variable = key.Text("env");
        var file = key.Text("file");
        if (!key.IsWritten)
        {
            return null;
        }

        if (variable is null == file is null)
        {
            agent.Report("api-key", "must name one place, env or file");
        }

        if (variable is not null && !VariablePattern.IsMatch(variable))
        {
            key.Report("env", "is no name of an environment variable; the key itself must not stand here");
        }

        return new SecretReference { EnvironmentVariable = variable, File = file is null ? null : Path.Combine(folder, file) };
    }

    private static MaskPolicy Mask(ConfigSection top, MaskPolicy safe)
    {
        using var mask = top.Section("mask");
        return safe with
        {
            Sound = mask.Choice("sound", safe.Sound),
            ToneFrequency = mask.Frequency("tone", safe.ToneFrequency, 100, 3400),
        };
    }

    private static ClearancePolicy Clearance(ConfigSection top, ClearancePolicy safe)
    {
        using var clearance = top.Section("clearance");
        return safe with
        {
            MinimumWordConfidence = clearance.Fraction("minimum-word-confidence", safe.MinimumWordConfidence),
            MaskPadding = clearance.Duration("mask-padding", safe.MaskPadding, Milliseconds(0), Milliseconds(500)),
        };
    }

    private static TurnPolicy Turns(ConfigSection top, TurnPolicy safe)
    {
        using var turns = top.Section("turns");
        return safe with
        {
            EndSilence = turns.Duration("end-silence", safe.EndSilence, Milliseconds(200), Milliseconds(5000)),
            MaximumTurn = turns.Duration("maximum-turn", safe.MaximumTurn, Milliseconds(5000), Milliseconds(120_000)),
            BargeInAfter = turns.Duration("barge-in-after", safe.BargeInAfter, Milliseconds(40), Milliseconds(1000)),
        };
    }

    private static FailoverPolicy Failover(ConfigSection top, TenantPolicy policy, string folder)
    {
        using var failover = top.Section("failover");
        var safe = policy.Failover;
        var apology = failover.Text("apology") is { Length: > 0 } written ? Path.Combine(folder, written) : null;
        if (apology is not null && !File.Exists(apology))
        {
            failover.Report("apology", "names a file that does not exist");
        }

        var queue = failover.Text("human-queue");
        if (queue is not null && policy.Transfer.Find(queue) is null)
        {
            failover.Report("human-queue", $"is '{queue}', but transfer.targets has none of that name");
        }

        return safe with
        {
            ApologyFile = apology,
            HumanQueue = queue,
            AnswerTimeout = failover.Duration("answer-timeout", safe.AnswerTimeout, Milliseconds(1000), Milliseconds(60_000)),
        };
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static readonly string[] SecretWords = ["key", "token", "secret", "password"];

    private static readonly Uri Nowhere = new("wss://nowhere.invalid/");

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantPattern { get; }

    [GeneratedRegex(@"^[^\s<>"";?]{1,255}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CalledPatternPattern { get; }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariablePattern { get; }
}

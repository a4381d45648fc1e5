using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;
using CompliantVoiceProxy.Policies.Tools;

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
        using var agent = top.Section("agent", isRequired: true);
        var policy = new TenantPolicy
        {
            Tenant = tenant,
            Revision = revision,
            Called = [.. called.Select(pattern => new CalledPattern(pattern.Text))],
            Agent = AgentPolicyReader.Read(agent, folder),
        };
        policy = policy with { Transfer = TransferReader.Read(top, policy.Transfer) };
        policy = policy with
        {
            Mask = Mask(top, policy.Mask),
            Clearance = Clearance(top, policy.Clearance),
            Entities = EntityPolicyReader.Read(top),
            Recognizers = CustomRecognizerReader.Read(top),
            SecureCapture = SecureCaptureReader.Read(top, policy.SecureCapture),
            Turns = Turns(top, policy.Turns, folder),
            Fillers = FillerPolicyReader.Read(top, policy.Fillers, folder),
            Failover = Failover(top, policy, folder),
            Handoff = HandoffPolicyReader.Read(top),
        };
        return (policy with
        {
            Tools = ToolReader.Read(top, TokenTypes(policy), policy.Failover.AnswerTimeout, folder),
            Payment = PaymentReader.Read(top, folder),
        }, called);
    }

    /// <summary>The names that stand in tokens: <c>MEMBER_ID</c>, and those of the tenant's own identifiers.</summary>
    private static ImmutableArray<string> TokenTypes(TenantPolicy policy) =>
        [.. EntityTypes.All.Select(EntityTypes.NameOf), .. policy.Recognizers.Select(declared => declared.TypeName)];

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

    private static TurnPolicy Turns(ConfigSection top, TurnPolicy safe, string folder)
    {
        using var turns = top.Section("turns");
        return safe with
        {
            EndSilence = turns.Duration("end-silence", safe.EndSilence, Milliseconds(200), Milliseconds(5000)),
            EndSilenceComplete = turns.Duration("end-silence-complete", safe.EndSilenceComplete, Milliseconds(200), Milliseconds(5000)),
            EndSilenceUnfinished = turns.Duration("end-silence-unfinished", safe.EndSilenceUnfinished, Milliseconds(200), Milliseconds(10_000)),
            MaximumTurn = turns.Duration("maximum-turn", safe.MaximumTurn, Milliseconds(5000), Milliseconds(120_000)),
            BargeInAfter = turns.Duration("barge-in-after", safe.BargeInAfter, Milliseconds(40), Milliseconds(1000)),
            NoInputAfter = turns.Duration("no-input-after", safe.NoInputAfter, Milliseconds(3000), Milliseconds(300_000)),
            NoInputPrompts = turns.Whole("no-input-prompts", safe.NoInputPrompts, 0, 10),
            NoInputFile = SoundFile.Read(turns, "no-input-file", folder),
        };
    }

    private static FailoverPolicy Failover(ConfigSection top, TenantPolicy policy, string folder)
    {
        using var failover = top.Section("failover");
        using var spare = failover.Section("spare");
        var other = AgentPolicyReader.Read(spare, folder);
        var safe = policy.Failover;
        var queue = failover.Text("human-queue");
        if (queue is not null && policy.Transfer.Find(queue) is null)
        {
            failover.Report("human-queue", $"is '{queue}', but transfer.targets has none of that name");
        }

        return safe with
        {
            ApologyFile = SoundFile.Read(failover, "apology", folder),
            HumanQueue = queue,
            Spare = spare.IsWritten ? other : null,
            AnswerTimeout = failover.Duration("answer-timeout", safe.AnswerTimeout, Milliseconds(1000), Milliseconds(60_000)),
            RestoreWithin = failover.Duration("restore-within", safe.RestoreWithin, Milliseconds(200), Milliseconds(10_000)),
        };
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantPattern { get; }

    [GeneratedRegex(@"^[^\s<>"";?]{1,255}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CalledPatternPattern { get; }
}

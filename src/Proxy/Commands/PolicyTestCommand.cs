using System.Collections.Immutable;
using System.CommandLine;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Reading;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp policy test POLICY</c>: what would leave of a text or a recording, with reasons, and what another policy would change.</summary>
internal static class PolicyTestCommand
{
    public static Command Create()
    {
        var policy = new Argument<FileInfo>("POLICY") { Description = "A tenant's policy file." };
        var text = new Option<FileInfo?>("--text") { Description = "A conversation: one utterance a line, \"agent:\" before those of the voice AI." };
        var audio = new Option<FileInfo?>("--audio") { Description = "A recording: WAV, mono, 8, 16, 24 or 48 kHz." };
        var against = new Option<FileInfo?>("--against") { Description = "Another policy file: shows what would change with it." };
        var test = new Command("test", "Show what would leave by a policy, with reasons; without a text or a recording, what the policy sets.") { policy, text, audio, against };
        test.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(policy), parsed.GetValue(text), parsed.GetValue(audio), parsed.GetValue(against), cancellationToken));
        return test;
    }

    private static async Task<int> RunAsync(FileInfo file, FileInfo? text, FileInfo? audio, FileInfo? against, CancellationToken cancellationToken)
    {
        if (text is not null && audio is not null)
        {
            return Fail("cvp: give --text or --audio, not both");
        }

        if (new[] { file, text, audio, against }.FirstOrDefault(given => given is { Exists: false }) is { } missing)
        {
            return Fail($"cvp: {missing} does not exist");
        }

        var policies = new[] { file, against }.OfType<FileInfo>().Select(given => PolicyFile.Read(given.FullName)).ToList();
        if (policies.Any(given => given.Policy is null))
        {
            PrintErrors(policies);
            return ExitCode.CheckFailed;
        }

        var tried = policies.Select(given => given.Policy!).ToList();
        try
        {
            var trials = text is not null ? await OnTextAsync(text, tried, cancellationToken)
                : audio is not null ? await OnAudioAsync(audio, tried, cancellationToken)
                : [];
            Print(tried[0], tried.ElementAtOrDefault(1), trials);
            return ExitCode.Done;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or WavFormatException or SpeechException)
        {
            return Fail($"cvp: {unusable.Message}");
        }
    }

    private static async Task<List<ImmutableArray<TrialStep>>> OnTextAsync(FileInfo text, List<TenantPolicy> policies, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(text.FullName, cancellationToken);
        return [.. policies.Select(policy => PolicyTrial.OfText(lines, policy))];
    }

    private static async Task<List<ImmutableArray<TrialStep>>> OnAudioAsync(FileInfo audio, List<TenantPolicy> policies, CancellationToken cancellationToken)
    {
        var recording = WavFile.Read(audio.FullName);
        using var clearance = OfflineClearance.Open(policies[0]);
        var trials = new List<ImmutableArray<TrialStep>>();
        foreach (var policy in policies)
        {
            trials.Add(PolicyTrial.OfAudio(await clearance.Files.ClearAsync(recording, policy, cancellationToken)));
        }

        return trials;
    }

    private static void Print(TenantPolicy policy, TenantPolicy? other, List<ImmutableArray<TrialStep>> trials)
    {
        if (other is not null)
        {
            PrintDifferences(policy, other);
        }

        switch (trials)
        {
            case [var steps]:
                Console.Out.WriteLine($"The AI gets {ConfigWords<ForwardMode>.Of(policy.Agent.Forward)}.");
                PrintSteps(steps);
                break;
            case [var before, var after]:
                PrintChanges(before, after);
                break;
            default:
                if (other is null)
                {
                    PrintSettings(policy);
                }

                break;
        }
    }

    private static void PrintSettings(TenantPolicy policy)
    {
        foreach (var (name, value) in PolicySettings.Of(policy))
        {
            Console.Out.WriteLine($"{name}: {value}");
        }
    }

    private static void PrintDifferences(TenantPolicy policy, TenantPolicy other)
    {
        var differences = PolicySettings.Differences(policy, other).ToList();
        Console.Out.WriteLine(differences.Count == 0 ? "No setting of what leaves differs." : "Settings that differ:");
        foreach (var (name, here, there) in differences)
        {
            Console.Out.WriteLine($"- {name}: {here ?? "none"}");
            Console.Out.WriteLine($"+ {name}: {there ?? "none"}");
        }
    }

    private static void PrintSteps(IEnumerable<TrialStep> steps)
    {
        foreach (var step in steps)
        {
            Console.Out.WriteLine($"{step.Place}: {step.Leaves}");
            PrintReasons(step);
        }
    }

    /// <summary>Steps whose outcomes differ, side by side; a part of a recording that the other policy cuts in another way stands alone.</summary>
    private static void PrintChanges(ImmutableArray<TrialStep> before, ImmutableArray<TrialStep> after)
    {
        var (ours, theirs) = (ByPlace(before), ByPlace(after));
        var changed = 0;
        foreach (var place in before.Concat(after).Select(step => step.Place).Distinct())
        {
            var (here, there) = (ours.GetValueOrDefault(place), theirs.GetValueOrDefault(place));
            if (here is not null && there is not null && here.Outcome == there.Outcome)
            {
                continue;
            }

            changed++;
            PrintChanged('-', here);
            PrintChanged('+', there);
        }

        Console.Out.WriteLine(changed == 0 ? "Nothing would change." : $"{changed} would change.");
    }

    private static Dictionary<string, TrialStep> ByPlace(ImmutableArray<TrialStep> steps) => steps.DistinctBy(step => step.Place).ToDictionary(step => step.Place);

    private static void PrintChanged(char sign, TrialStep? step)
    {
        if (step is not null)
        {
            Console.Out.WriteLine($"{sign} {step.Place}: {step.Leaves}");
            PrintReasons(step);
        }
    }

    private static void PrintReasons(TrialStep step)
    {
        foreach (var reason in step.Reasons)
        {
            Console.Out.WriteLine($"    {reason}");
        }
    }

    private static void PrintErrors(IEnumerable<PolicyFile> files)
    {
        foreach (var (file, error) in files.SelectMany(file => file.Errors.Select(error => (file, error))))
        {
            Console.Out.WriteLine($"{file.Path}:{error.Line}: {error.Words}");
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.WrongUse;
    }
}

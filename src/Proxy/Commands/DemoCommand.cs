using System.CommandLine;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Speech;
using Spectre.Console;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp demo</c>: one whole call on this machine, shown from both sides, and then judged by rules that know what was planted.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(85);

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Where to leave the sounds and the audit log.", DefaultValueFactory = _ => "demo-out" };
        var command = new Command("demo", "Play a patient's call against a small voice AI on this machine, and show what left and what did not.") { output };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(output)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string output, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var folder = new DemoFolder(output);
            var screen = new DemoScreen(AnsiConsole.Console);
            screen.Say("A patient calls the clinic; the voice AI is of this machine's own, and no sound leaves it.");
            var run = new DemoRun(TestCall.Read(TestCall.DefaultFolder), folder, screen);
            var outcome = await screen.ShowAsync(() => run.RunAsync(limit.Token));
            folder.WriteSounds(outcome.Said, outcome.Got, outcome.Heard);
            return Judge(outcome, folder, limit.Token) ? ExitCode.Done : ExitCode.CheckFailed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SpeechException or AuditUnavailableException
            or WavFormatException or JsonException)
        {
            await Console.Error.WriteLineAsync($"cvp: {failure.Message}");
            return ExitCode.CheckFailed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                cancellationToken.IsCancellationRequested ? "cvp: stopped" : $"cvp: the call did not end within {Longest.TotalSeconds:0} s; is the machine very busy?");
            return ExitCode.CheckFailed;
        }
    }

    private static bool Judge(DemoOutcome outcome, DemoFolder folder, CancellationToken cancellationToken)
    {
        var told = outcome.ToldByText;
        var through = outcome.HeardThrough;
        var chain = Verify(folder, cancellationToken);
        var isAnswered = outcome.Turns.All(turn => turn is { Read: not null, Latency: not null });

        Console.WriteLine();
        Console.WriteLine($"{Mark(isAnswered)} every turn reached the voice AI, cleared, and was answered");
        Console.WriteLine($"{Mark(told.IsEmpty)} text: {outcome.GotTexts.Count} texts searched, planted values in them: {(told.IsEmpty ? "none" : string.Join(", ", told))}");
        foreach (var (part, passed) in through)
        {
            Console.WriteLine(
                $"{Mark(passed <= SoundRule.Allowed)} sound: {part.Type,-13} {passed.TotalMilliseconds,4:0} ms of {part.Interval.Duration.TotalMilliseconds,5:0} ms can be heard "
                + $"(allowed: {SoundRule.Allowed.TotalMilliseconds:0})");
        }

        Console.WriteLine($"{Mark(chain.IsWhole)} audit: {chain.Records} records, {chain.Break?.Words ?? "the chain is whole"}");
        Console.WriteLine($"\nListen: {folder.Said}   what the caller said\n        {folder.Got}   what the voice AI got\n        {folder.Heard}   what the caller heard");
        return isAnswered && told.IsEmpty && through.All(part => part.Passed <= SoundRule.Allowed) && chain.IsWhole;
    }

    private static AuditVerification Verify(DemoFolder folder, CancellationToken cancellationToken)
    {
        using var reader = SqliteAuditReader.Open(folder.AuditStore);
        return AuditVerifier.Verify(reader, AuditAnchor.BesideStore(folder.AuditStore).Read(), cancellationToken);
    }

    private static string Mark(bool holds) => holds ? "  ok " : "FAILS";
}

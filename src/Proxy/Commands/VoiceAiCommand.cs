using System.CommandLine;
using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp voice-ai</c>: the probe's voice AI on its own, to try <c>cvp serve</c> without a vendor. Prints what it gets, as it comes.</summary>
internal static class VoiceAiCommand
{
    public static Command Create()
    {
        var listen = new Option<string>("--listen") { Description = "Address and port, on this machine.", DefaultValueFactory = _ => "127.0.0.1:9100" };
        var answers = new Option<DirectoryInfo?>("--answers") { Description = "A folder of WAVs to answer with, each with a .txt of what it says. Without: beeps." };
        var calls = new Option<string[]>("--call")
        {
            Description = """A tool that it calls when what it reads has the cue in it: 'CUE=TOOL ARGUMENTS', such as 'pay by card=start_secure_capture {"subject":"card"}'.""",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("voice-ai", "Runs a small voice AI that speaks the OpenAI Realtime protocol, and prints what reaches it.") { listen, answers, calls };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(listen)!, parsed.GetValue(answers), parsed.GetValue(calls)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string listen, DirectoryInfo? folder, string[] calls, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(listen, out var endPoint) || !IPAddress.IsLoopback(endPoint.Address))
        {
            await Console.Error.WriteLineAsync("--listen takes a loopback address and a port, such as 127.0.0.1:9100: what it gets is not encrypted.");
            return ExitCode.WrongUse;
        }

        if (calls.Select(ReadCall).ToList() is var read && read.Contains(null))
        {
            await Console.Error.WriteLineAsync("--call takes 'CUE=TOOL ARGUMENTS'.");
            return ExitCode.WrongUse;
        }

        try
        {
            var options = new RealtimeServerOptions { Listen = endPoint, KeepsRecordings = false, Observer = new Printer(), ToolCalls = [.. read.OfType<RealtimeToolCall>()] };
            if (folder is not null)
            {
                options = options with { Answers = ReadAnswers(folder) };
            }

            await using var server = await RealtimeServer.StartAsync(options, cancellationToken);
            Console.WriteLine($"The voice AI listens on {server.Url}; Ctrl+C ends it.");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or WavFormatException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return ExitCode.WrongUse;
        }

        return ExitCode.Done;
    }

    private static RealtimeToolCall? ReadCall(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } cue, var call] && call.Split(' ', 2) is [{ Length: > 0 } name, var arguments] ? new RealtimeToolCall(cue, name, arguments) : null;

    private static IReadOnlyList<RealtimeAnswer> ReadAnswers(DirectoryInfo folder) =>
        RealtimeAnswer.ReadFolder(folder.FullName) is { Count: > 0 } answers ? answers : throw new IOException($"{folder}: there is no WAV.");

    private sealed class Printer : IProgress<RealtimeObservation>
    {
        public void Report(RealtimeObservation value)
        {
            var line = value switch
            {
                ConnectionOpened opened => $"connected: model {opened.Model}, {opened.Dialect} dialect",
                TurnHeard { Turn: var turn } => $"heard:     {MediaTime.FromSamples(turn.Samples.Length, turn.SampleRate)} of audio",
                TextRead text => $"read:      {text.Text}",
                AnswerBegun answer => $"says:      {answer.Transcript}",
                ToolAsked tool => $"calls:     {tool.Name} {tool.Arguments}",
                AnswerFinished answer => $"           {answer.Status} after {answer.Sent}",
                ItemTruncated item => $"           the caller heard {item.Heard} of it",
                ConnectionClosed => "gone",
                _ => null,
            };
            if (line is not null)
            {
                Console.WriteLine($"[{value.Connection}] {line}");
            }
        }
    }
}

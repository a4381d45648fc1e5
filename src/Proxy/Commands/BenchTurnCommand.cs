using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Proxy.Bench;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp bench turn</c>: from the endpointer's decision to the last cleared byte on the voice AI's socket, with the split by stage.</summary>
internal static class BenchTurnCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "WAV files, one utterance each; spoken in turn." };
        var turns = new Option<int>("--turns") { DefaultValueFactory = _ => 20, Description = "How many turns to speak." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("turn", "What clearing a turn costs: from the endpointer's decision to the last cleared byte on the socket.") { files, turns, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files)!, parsed.GetValue(turns), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo[] files, int turns, bool json, CancellationToken cancellationToken)
    {
        try
        {
            WavFile[] utterances = [.. files.Select(file => WavFile.Read(file.FullName))];
            var timings = await new TurnBench(utterances, turns, turn => Progress(turn, turns)).RunAsync(cancellationToken);
            if (timings.Count == 0)
            {
                Console.Error.WriteLine("no turn was heard: are the files speech?");
                return ExitCode.CheckFailed;
            }

            Print(TurnFigures.Of(timings), json);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is WavFormatException or IOException or UnauthorizedAccessException or SpeechException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.WrongUse;
        }
    }

    private static void Print(TurnFigures figures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(figures, TurnFiguresContext.Default.TurnFigures));
            return;
        }

        Console.WriteLine($"{figures.Turns} turns of {figures.ShortestTurn:0.0} to {figures.LongestTurn:0.0} s; milliseconds since the endpointer's decision");
        Console.WriteLine("stage                       median     95%     most");
        Row("waiting for the transcript", figures.Transcription);
        Row("detection and masks", figures.Decision);
        Row("audit record on disk", figures.Audit);
        Row("to the socket", figures.Send);
        Row("all", figures.All);
    }

    private static void Row(string stage, Quantiles quantiles) =>
        Console.WriteLine($"{stage,-27}{quantiles.Median,7:0.0} {quantiles.P95,7:0.0} {quantiles.Most,8:0.0}");

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\rturn {done} of {all} {(done == all ? "\n" : "")}");
        }
    }

    /// <summary>Milliseconds, but for the turns' lengths in seconds.</summary>
    internal sealed record TurnFigures(
        int Turns, double ShortestTurn, double LongestTurn, Quantiles Transcription, Quantiles Decision, Quantiles Audit, Quantiles Send, Quantiles All)
    {
        public static TurnFigures Of(IReadOnlyList<TurnTimings> timings) => new(
            timings.Count,
            timings.Min(turn => turn.Spoken.TotalSeconds),
            timings.Max(turn => turn.Spoken.TotalSeconds),
            Quantiles.Of(timings.Select(turn => turn.Explained)),
            Quantiles.Of(timings.Select(turn => turn.Decided - turn.Explained)),
            Quantiles.Of(timings.Select(turn => turn.Durable - turn.Decided)),
            Quantiles.Of(timings.Select(turn => turn.Sent - turn.Durable)),
            Quantiles.Of(timings.Select(turn => turn.Sent)));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BenchTurnCommand.TurnFigures))]
internal sealed partial class TurnFiguresContext : JsonSerializerContext;

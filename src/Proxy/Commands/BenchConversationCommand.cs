using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Proxy.Bench;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp bench conversation</c>: what the caller waits for, beside the same talk without the proxy.</summary>
internal static class BenchConversationCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "WAV files, one utterance each; spoken in turn." };
        var turns = new Option<int>("--turns") { DefaultValueFactory = _ => 20, Description = "How many turns to speak." };
        var delay = new Option<int>("--answer-delay") { DefaultValueFactory = _ => 0, Description = "How long the voice AI thinks, in milliseconds." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("conversation", "What the caller waits for: from the last word to the answer's first sound, with the proxy and without; how soon barge-in stops an answer.")
        {
            files, turns, delay, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files)!, parsed.GetValue(turns), TimeSpan.FromMilliseconds(parsed.GetValue(delay)), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo[] files, int turns, TimeSpan delay, bool json, CancellationToken cancellationToken)
    {
        try
        {
            Utterance[] utterances = [.. files.Select(file => Utterance.Of(WavFile.Read(file.FullName)))];
            var times = await new ConversationBench(utterances, turns, delay, Progress).RunAsync(cancellationToken);
            if (times.Answers.Count == 0 || times.Interruptions.Count == 0)
            {
                Console.Error.WriteLine("no answer was heard: are the files speech?");
                return ExitCode.CheckFailed;
            }

            Print(ConversationFigures.Of(times), json);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is WavFormatException or IOException or UnauthorizedAccessException or SpeechException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.WrongUse;
        }
    }

    private static void Print(ConversationFigures figures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(figures, ConversationFiguresContext.Default.ConversationFigures));
            return;
        }

        Console.WriteLine($"{figures.Turns} turns, milliseconds                     median     95%     most");
        Row("last word to the answer, through the proxy", figures.Answer);
        Row("the same without the proxy", figures.DirectAnswer);
        Row("speech over an answer to its last sound", figures.Interruption);
        Row("voice AI dead to the next sound", figures.LossToSound);
        Row("voice AI dead to people's telephone", figures.LossToRinging);
        Console.WriteLine($"{"what the proxy adds, at the median",-44}{figures.Added,7:0.0}");
    }

    private static void Row(string what, Quantiles quantiles) =>
        Console.WriteLine($"{what,-44}{quantiles.Median,7:0.0} {quantiles.P95,7:0.0} {quantiles.Most,8:0.0}");

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\rturn {done} of {all} {(done == all ? "\n" : "")}");
        }
    }

    /// <summary>Milliseconds.</summary>
    /// <param name="Added">Median through the proxy less median without it.</param>
    internal sealed record ConversationFigures(int Turns, Quantiles Answer, Quantiles DirectAnswer, double Added, Quantiles Interruption, Quantiles LossToSound, Quantiles LossToRinging)
    {
        public static ConversationFigures Of(ConversationTimes times)
        {
            var (answer, direct) = (Quantiles.Of(times.Answers), Quantiles.Of(times.DirectAnswers));
            return new ConversationFigures(times.Answers.Count, answer, direct, Math.Round(answer.Median - direct.Median, 1), Quantiles.Of(times.Interruptions),
                Quantiles.Of(times.Losses.Select(loss => loss.ToSound)), Quantiles.Of(times.Losses.Select(loss => loss.ToRinging)));
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BenchConversationCommand.ConversationFigures))]
internal sealed partial class ConversationFiguresContext : JsonSerializerContext;

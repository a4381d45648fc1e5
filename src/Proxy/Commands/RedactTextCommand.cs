using System.CommandLine;
using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>
/// <c>cvp redact text</c>: JSON Lines in, one masked line out for each, as they come. A row is <c>{"id","text"}</c> or
/// <c>{"id","turns":[{"speaker","text"}]}</c>; turns are read in order, each as final, so that none sees a later one. A line that is not such a
/// row is named by its number on standard error, never quoted, and the others are done.
/// </summary>
internal static class RedactTextCommand
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var command = new Command("text", "Reads JSON Lines with \"text\" or \"turns\" on standard input, writes them masked, with the spans that were found.") { policy };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (PolicyOption.Read(parsed.GetValue(policy)) is not { } read)
            {
                return ExitCode.WrongUse;
            }

            using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
            return await RunAsync(read, input, output, Console.Error, cancellation);
        });
        return command;
    }

    /// <returns><see cref="ExitCode.WrongUse"/> when a line was not a row.</returns>
    internal static async Task<int> RunAsync(TenantPolicy policy, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var detector = new EntityDetector(policy);
        var code = ExitCode.Done;
        for (var number = 1; await input.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (TryRead(line) is { } row)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(Redact(row, detector, policy), RedactTextJson.Default.RedactedRow).AsMemory(), cancellation);
            }
            else
            {
                await errors.WriteLineAsync($"Line {number} is not a row with \"id\" and \"text\" or \"turns\".");
                code = ExitCode.WrongUse;
            }
        }

        await output.FlushAsync(cancellation);
        return code;
    }

    private static TextRow? TryRead(string line)
    {
        try
        {
            var row = JsonSerializer.Deserialize(line, RedactTextJson.Default.TextRow);
            return row is { Id: not null } and ({ Text: not null } or { Turns: not null }) && row.Turns?.All(turn => turn?.Text is not null) is not false ? row : null;
        }
        catch (JsonException)
        {
            return null; // its message quotes the line
        }
    }

    private static RedactedRow Redact(TextRow row, EntityDetector detector, TenantPolicy policy)
    {
        var redactor = new TextRedactor(new ReplacementWriter(detector, new CallVault(), policy));
        var conversation = new Conversation();
        if (row.Turns is null)
        {
            var (text, spans, failed) = Redact(row.Text!, Speaker.Caller, conversation, detector, redactor);
            return new RedactedRow(row.Id!, text, spans, failed, Turns: null);
        }

        var turns = new List<RedactedTurn>(row.Turns.Count);
        foreach (var turn in row.Turns)
        {
            var speaker = string.Equals(turn.Speaker, "agent", StringComparison.OrdinalIgnoreCase) ? Speaker.Agent : Speaker.Caller;
            var (text, spans, failed) = Redact(turn.Text!, speaker, conversation, detector, redactor);
            turns.Add(new RedactedTurn(turn.Speaker, text, spans, failed));
            conversation.Add(speaker, new Sensitive<string>(turn.Text!));
        }

        return new RedactedRow(row.Id!, Text: null, Spans: null, Failed: null, turns);
    }

    private static (string Text, List<FoundSpan> Spans, List<string>? Failed) Redact(string text, Speaker speaker, Conversation before, EntityDetector detector, TextRedactor redactor)
    {
        var detection = detector.Detect(text, speaker, before, isFinal: true);
        var spans = detection.Entities
            .Select(entity => new FoundSpan(entity.Span.Start, entity.Span.End, entity.TypeName, MathF.Round(entity.Confidence, 3), entity.Recognizer.Name))
            .ToList();
        var failed = detection.FailedRecognizers.Select(recognizer => recognizer.Name).ToList();
        return (redactor.Redact(text, detection.Entities), spans, failed.Count == 0 ? null : failed);
    }
}

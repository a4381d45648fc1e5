using System.CommandLine;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Proxy.Composition;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp redact audio FILE... --out FOLDER</c>: recordings as they would have left in a call.</summary>
internal static class RedactAudioCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "WAV files: mono, 8, 16, 24 or 48 kHz." };
        var folder = new Option<DirectoryInfo>("--out") { Required = true, Description = "Where the masked files go, under the same names." };
        var policy = PolicyOption.Create();
        var json = new Option<bool>("--json") { Description = "Also write NAME.json with words, times, entities and reasons (caller content, readable by you alone)." };
        var command = new Command("audio", "Send recordings down the way of a live call and write what would have left.") { files, folder, policy, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files)!, parsed.GetValue(folder)!, parsed.GetValue(policy), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo[] files, DirectoryInfo folder, FileInfo? policyFile, bool json, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => !file.Exists) is { } missing)
        {
            return Fail($"{missing}: no such file");
        }

        if (files.GroupBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault(names => names.Count() > 1) is { } twice)
        {
            return Fail($"{twice.Key}: two files of this name would become one; redact them into two folders");
        }

        if (PolicyOption.Read(policyFile) is not { } policy)
        {
            return ExitCode.WrongUse;
        }

        if (!OfflineClearance.TryOpen(policy, out var clearance, out var errors))
        {
            return Fail(errors);
        }

        using (clearance)
        {
            folder.Create();
            var (done, failed) = (0, 0);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = clearance.Workers, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(files, parallel, async (file, token) =>
            {
                try
                {
                    await ClearAsync(file, folder, json, clearance, token);
                }
                catch (Exception exception) when (exception is WavFormatException or IOException or UnauthorizedAccessException)
                {
                    Interlocked.Increment(ref failed);
                    Console.Error.WriteLine($"{file}: {exception.Message}");
                }

                Progress(Interlocked.Increment(ref done), files.Length);
            });
            return failed == 0 ? ExitCode.Done : ExitCode.WrongUse;
        }
    }

    private static async Task ClearAsync(
        FileInfo file, DirectoryInfo folder, bool json, OfflineClearance clearance, CancellationToken cancellationToken)
    {
        var cleared = await clearance.Files.ClearAsync(WavFile.Read(file.FullName), clearance.Policy, cancellationToken);
        cleared.Audio.Write(Path.Combine(folder.FullName, file.Name));
        if (json)
        {
            await using var stream = new FileStream(
                Path.Combine(folder.FullName, Path.ChangeExtension(file.Name, ".json")),
                new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            await JsonSerializer.SerializeAsync(stream, ClearedFileJson.From(file.Name, cleared), ClearedFileJsonContext.Default.ClearedFileJson, cancellationToken);
        }
    }

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{done} of {all} {(done == all ? "\n" : "")}");
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.WrongUse;
    }
}

using System.Diagnostics;

namespace CompliantVoiceProxy.Audit.Tests;

/// <summary>A process that writes an audit log until it is killed, and prints each turn whose append has completed.</summary>
internal static class KilledWriter
{
    public const string Argument = "write-until-killed";

    public static Process Start(string path) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments(path)) { RedirectStandardOutput = true, UseShellExecute = false })!;

    public static async Task<int> WriteForeverAsync(string path)
    {
        await using var writer = await AuditWriter.StartAsync(
            SqliteAuditStore.Open(path), AuditAnchor.BesideStore(path), new AuditWriterOptions(), TimeProvider.System, CancellationToken.None);
        for (var turn = 1; ; turn++)
        {
            await writer.AppendAsync(new TurnCommitted(turn), CancellationToken.None);
            await Console.Out.WriteLineAsync($"{turn}");
        }
    }

    /// <summary>The tests run as their own program, or under <c>dotnet</c>.</summary>
    private static string[] Arguments(string path) => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? ["exec", typeof(KilledWriter).Assembly.Location, Argument, path]
        : [Argument, path];
}

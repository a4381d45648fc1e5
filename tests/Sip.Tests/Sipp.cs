using System.Diagnostics;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>SIPp (Debian: sip-tester) as a peer of this machine.</summary>
internal static class Sipp
{
    public const string Missing = "sipp is not here: apt-get install sip-tester";

    public static bool IsHere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "sipp")));

    /// <summary>Runs a scenario to its end.</summary>
    /// <returns>0 when every call went as the scenario says; what SIPp printed, for the message of a failed test.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("sipp") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])["-i", "127.0.0.1", "-nostdin", "-timeout", "60", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await errors + (await output)[^Math.Min(4000, (await output).Length)..]);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}

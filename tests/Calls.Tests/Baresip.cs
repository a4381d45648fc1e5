using System.Diagnostics;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>baresip (Debian: baresip-core) as a caller of this machine, without a head: it sends a tone and hears into nothing.</summary>
internal static class Baresip
{
    public const string Missing = "baresip is not here: apt-get install baresip-core";

    private const string Config = """
        poll_method epoll
        sip_listen 127.0.0.1:0
        audio_source ausine,440
        audio_player aubridge,sink
        audio_alert aubridge,sink
        ausrc_srate 48000
        ausrc_channels 2
        auplay_channels 1
        rtp_ports 47000-47100
        net_interface 127.0.0.1
        module_path /usr/lib/baresip/modules
        module g711.so
        module aubridge.so
        module ausine.so
        module_tmp uuid.so
        module_tmp account.so
        module_app menu.so

        """;

    public static bool IsHere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "baresip"))) && Directory.Exists("/usr/lib/baresip/modules");

    /// <summary>Dials, and quits after some seconds, which hangs up.</summary>
    /// <returns>What baresip printed.</returns>
    public static async Task<string> CallAsync(string target, int seconds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cvp-baresip-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config"), Config, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "accounts"), "<sip:ann@127.0.0.1>;regint=0;audio_codecs=PCMU/8000/1\n", cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "contacts"), "\n", cancellationToken);
            return await RunAsync(cancellationToken, "-4", "-f", folder.FullName, "-e", $"/dial {target}", "-t", $"{seconds}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("baresip") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return await output + await errors;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}

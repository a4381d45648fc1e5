using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>baresip (Debian: baresip-core) as a telephone of this machine that answers every call, and follows every REFER.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    public const string Missing = "baresip is not here: apt-get install baresip-core";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baresip");
    private readonly Process _process;

    private Baresip()
    {
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        File.WriteAllText(
            Path.Combine(_folder.FullName, "config"),
            $"""
            poll_method epoll
            sip_listen 127.0.0.1:{Port}
            net_interface 127.0.0.1
            audio_source ausine,440
            audio_player aubridge,sink
            audio_alert aubridge,sink
            ausrc_srate 48000
            ausrc_channels 2
            auplay_channels 1
            ringback_disabled yes
            module_path /usr/lib/baresip/modules
            module g711.so
            module ausine.so
            module aubridge.so
            module_tmp account.so
            module_app menu.so

            """);
        File.WriteAllText(Path.Combine(_folder.FullName, "accounts"), $"<sip:phone@127.0.0.1:{Port}>;regint=0;answermode=auto\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "contacts"), "");
        var start = new ProcessStartInfo("baresip") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-4", "-f", _folder.FullName])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsHere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "baresip")));

    public int Port { get; }

    /// <summary>It may not be up yet when this returns: INVITEs are resent.</summary>
    public static Baresip Start() => new();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

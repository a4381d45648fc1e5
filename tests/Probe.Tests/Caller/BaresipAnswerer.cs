using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CompliantVoiceProxy.Probe.Tests.Caller;

/// <summary>A baresip (Debian's) that answers any call at once, plays a WAV into it and records what it hears.</summary>
internal sealed class BaresipAnswerer : IDisposable
{
    private const string Program = "/usr/bin/baresip";
    private const string Modules = "/usr/lib/baresip/modules";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("baresip-");
    private readonly Process _process;

    /// <param name="wav">Mono, 16-bit; the call ends with it.</param>
    public BaresipAnswerer(string wav, int wavRate, string codec)
    {
        Port = FreePort();
        File.WriteAllLines(Path.Combine(_home.FullName, "config"),
        [
            "poll_method epoll", $"sip_listen 127.0.0.1:{Port}", "net_interface 127.0.0.1", "call_max_calls 1", "rtp_ports 29300-29399",
            $"audio_source aufile,{wav}", "audio_player aubridge,sink", "audio_alert aubridge,sink", "audio_path /nonexistent",
            $"ausrc_srate {wavRate}", "ausrc_channels 1", "auplay_channels 1", "ausrc_format s16", "auplay_format s16", "auenc_format s16", "audec_format s16",
            "audio_txmode thread", "audio_buffer 20-160", "jitter_buffer_delay 5-10", $"module_path {Modules}",
            "module g711.so", "module sndfile.so", "module aufile.so", "module aubridge.so",
            "module_tmp uuid.so", "module_tmp account.so", "module_app menu.so", $"snd_path {_home.FullName}", "ringback_disabled yes", "menu_bell no",
        ]);
        File.WriteAllText(Path.Combine(_home.FullName, "accounts"), $"<sip:bob@127.0.0.1:{Port}>;regint=0;answermode=auto;audio_codecs={codec}/8000/1\n");
        File.WriteAllText(Path.Combine(_home.FullName, "contacts"), "");
        _process = Process.Start(new ProcessStartInfo(Program, ["-4", "-f", _home.FullName, "-t", "30"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled => File.Exists(Program) && File.Exists(Path.Combine(Modules, "aubridge.so"));

    public int Port { get; }

    /// <summary>What it decoded, once it has ended.</summary>
    public string? Recording => _home.GetFiles("dump-*-dec.wav").Select(file => file.FullName).FirstOrDefault();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteAsync("q");
        _process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _home.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

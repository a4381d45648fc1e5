using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>baresip places a call, plays a WAV into it, records what it hears, and hangs up when the WAV ends.</summary>
internal static class BaresipCaller
{
    /// <returns>What it heard; null when the call was not answered.</returns>
    public static async Task<WavFile?> CallAsync(string folder, string uri, WavFile play)
    {
        Directory.CreateDirectory(folder);
        play.Write(Path.Combine(folder, "play.wav"));
        WriteConfiguration(folder);
        var patience = play.Duration.ToTimeSpan() + TimeSpan.FromSeconds(30);
        await using var baresip = await PeerProcess.StartAsync(
            "baresip", ["-4", "-f", folder, "-e", $"/dial {uri}", "-t", $"{(int)patience.TotalSeconds}"], ["session closed", "terminated (duration"], patience);

        var recordings = Directory.GetFiles(folder, "dump-*-dec.wav");
        return recordings.Length == 0 ? null : WavFile.Read(recordings[0]);
    }

    private static void WriteConfiguration(string folder)
    {
        var (sip, firstRtp) = (Peers.FreeUdpPort(), 33_000);
        File.WriteAllText(Path.Combine(folder, "accounts"), $"<sip:caller@127.0.0.1:{sip}>;regint=0;audio_codecs=PCMU/8000/1\n");
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            poll_method             epoll
            sip_listen              127.0.0.1:{sip}
            net_interface           127.0.0.1
            rtp_ports               {firstRtp}-{firstRtp + 99}
            audio_source            aufile,{Path.Combine(folder, "play.wav")}
            audio_player            aubridge,sink
            audio_alert             aubridge,sink
            ausrc_srate             8000
            ausrc_channels          1
            auplay_channels         1
            audio_txmode            thread
            module_path             /usr/lib/baresip/modules
            module                  g711.so
            module                  aufile.so
            module                  aubridge.so
            module                  sndfile.so
            module_tmp              uuid.so
            module_tmp              account.so
            module_app              menu.so
            snd_path                {folder}
            statmode_default        off

            """);
    }
}

using System.Collections.Concurrent;
using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>Places one call over loopback, speaks turn after turn, and takes down what clearing each of them cost.</summary>
internal sealed class TurnBench(IReadOnlyList<WavFile> utterances, int turns, Action<int> onTurn)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(15);

    /// <returns>One a turn, in order.</returns>
    /// <exception cref="IOException">A port or a folder cannot be had, or the call was not answered.</exception>
    public async Task<IReadOnlyList<TurnTimings>> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cvp-bench-");
        try
        {
            await using var voiceAi = await RealtimeServer.StartAsync(
                new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, KeepsRecordings = false }, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bench.yaml"), PolicyFor(voiceAi.Url), cancellationToken);
            await using var node = await ProxyNode.StartAsync(
                OptionsFor(folder.FullName), isReady: null, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
            var timings = new ConcurrentQueue<TurnTimings>();
            node.Media.TurnSent = timings.Enqueue;
            await SpeakAsync(node, cancellationToken);
            return [.. timings];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task SpeakAsync(ProxyNode node, CancellationToken cancellationToken)
    {
        await using var phone = SipPhone.Start(new SipPhoneOptions(), TimeProvider.System);
        if (!SipUri.TryParse($"sip:bench@{node.Sip.LocalEndPoints[0]}", out var uri))
        {
            throw new IOException("The proxy has no address.");
        }

        await using var call = await phone.CallAsync(uri, new PhoneCallOptions { AnswerWithin = AnswerPatience }, cancellationToken);
        if (!await call.Answered)
        {
            throw new IOException($"The proxy did not take the call: {(await call.Ended).Reason}.");
        }

        for (var turn = 0; turn < turns; turn++)
        {
            await call.PlayAsync(utterances[turn % utterances.Count], cancellationToken);
            await call.NextSpeechAsync(AnswerPatience, cancellationToken);
            onTurn(turn + 1);
        }

        call.HangUp();
        await call.Ended.WaitAsync(AnswerPatience, cancellationToken);
    }

    private static ProxyNodeOptions OptionsFor(string folder) => new()
    {
        SipListen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
        PoliciesFolder = folder,
        AuditStorePath = Path.Combine(folder, "audit.db"),
        MediaPorts = (30_000, 30_999),
    };

    private static string PolicyFor(Uri voiceAi) => $$"""
        tenant: bench
        match: { called: ["bench@*"] }
        agent:
          provider: openai-realtime
          url: {{voiceAi}}
          model: bench
          forward: audio-and-text
          instructions: "Answer."

        """;
}

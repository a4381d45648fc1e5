using System.Net;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>What a bench stands on: a voice AI, the whole proxy before it, and a telephone, all over loopback, in a folder that goes with it.</summary>
internal sealed class BenchRig : IAsyncDisposable
{
    public static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _folder;

    private BenchRig(DirectoryInfo folder, RealtimeServer voiceAi, ProxyNode node, SipPhone phone) =>
        (_folder, VoiceAi, Node, Phone) = (folder, voiceAi, node, phone);

    public RealtimeServer VoiceAi { get; }

    public ProxyNode Node { get; }

    public SipPhone Phone { get; }

    /// <param name="queue">Where people's telephone stands, for calls that the voice AI cannot serve; null for nobody.</param>
    /// <exception cref="IOException">A port or a folder cannot be had.</exception>
    public static async Task<BenchRig> StartAsync(RealtimeServerOptions voice, IPEndPoint? queue, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cvp-bench-");
        var voiceAi = await RealtimeServer.StartAsync(voice with { KeepsRecordings = false }, cancellationToken);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bench.yaml"), PolicyFor(voiceAi.Url, queue), cancellationToken);
            var node = await ProxyNode.StartAsync(
                OptionsFor(folder.FullName), isReady: null, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
            return new BenchRig(folder, voiceAi, node, SipPhone.Start(new SipPhoneOptions(), TimeProvider.System));
        }
        catch
        {
            await voiceAi.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <exception cref="IOException">The call was not answered.</exception>
    public async Task<PhoneCall> CallAsync(CancellationToken cancellationToken)
    {
        if (!SipUri.TryParse($"sip:bench@{Node.Sip.LocalEndPoints[0]}", out var uri))
        {
            throw new IOException("The proxy has no address.");
        }

        var call = await Phone.CallAsync(uri, new PhoneCallOptions { AnswerWithin = AnswerPatience }, cancellationToken);
        if (await call.Answered)
        {
            return call;
        }

        var reason = (await call.Ended).Reason;
        await call.DisposeAsync();
        throw new IOException($"The proxy did not take the call: {reason}.");
    }

    public static async Task HangUpAsync(PhoneCall call, CancellationToken cancellationToken)
    {
        call.HangUp();
        await call.Ended.WaitAsync(AnswerPatience, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Phone.DisposeAsync();
        await Node.DisposeAsync();
        await VoiceAi.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ProxyNodeOptions OptionsFor(string folder) => new()
    {
        SipListen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
        PoliciesFolder = folder,
        AuditStorePath = Path.Combine(folder, "audit.db"),
        MediaPorts = (30_000, 30_999),
    };

    private static string PolicyFor(Uri voiceAi, IPEndPoint? queue) => $$"""
        tenant: bench
        match: { called: ["bench@*"] }
        agent:
          provider: openai-realtime
          url: {{voiceAi}}
          model: bench
          forward: audio-and-text
          instructions: "Answer."

        """ + (queue is null ? "" : $$"""
        transfer:
          targets: [{ name: people, uri: "sip:people@{{queue}}", description: "People." }]
        failover:
          human-queue: people

        """);
}

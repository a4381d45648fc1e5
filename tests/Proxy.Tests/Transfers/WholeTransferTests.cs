using System.Net;
using System.Net.Sockets;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Speech.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Transfers;

/// <summary>The whole node: the caller speaks, the voice AI asks for a colleague, and caller and colleague hear each other.</summary>
public sealed class WholeTransferTests : IDisposable, IProgress<RealtimeObservation>
{
    private const int FirstPort = 31_000;
    private const int LastPort = 31_019;

    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-transfer-").FullName;
    private readonly TaskCompletionSource _agentClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    void IProgress<RealtimeObservation>.Report(RealtimeObservation value)
    {
        if (value is ConnectionClosed)
        {
            _agentClosed.TrySetResult();
        }
    }

    [Theory]
    [InlineData(true, TransferWay.Refer, "the carrier transfers")]
    [InlineData(false, TransferWay.Direct, "caller and colleague are joined without this node")]
    public async Task After_it_this_node_carries_not_one_packet_of_the_call(bool followsRefer, TransferWay way, string what)
    {
        await using var colleague = Phone(32_000, followsRefer: false);
        await using var caller = Phone(32_100, followsRefer);
        await using var voiceAi = await VoiceAiAsync();
        await using var node = await NodeAsync(voiceAi.Url, colleague.Uri, "refer, direct");
        var answering = colleague.AnswerAsync(new PhoneCallOptions(), Token);
        await using var first = await TalkAsync(caller, node);
        await using var answered = await answering;
        await using var second = followsRefer ? await first.Transferred.WaitAsync(Token) : null;
        var call = second ?? first;
        await _agentClosed.Task.WaitAsync(Token);
        await UntilAsync(() => (node.Media.ActiveSessions, node.Media.PortsLent, node.Calls.ActiveCalls) == (0, 0, followsRefer ? 0 : 1));
        node.Calls.Counters[way, TransferOutcome.Succeeded].Should().Be(1, what);

        using var taps = new PortTaps(FirstPort, LastPort); // it holds none of its ports: they can be bound
        await Task.WhenAll(call.PlayAsync(Speech, Token), answered.PlayAsync(Speech, Token));
        (await answered.NextSpeechAsync(TimeSpan.FromSeconds(10), Token)).Should().NotBeNull("the colleague hears the caller");
        var before = (call.Figures().PacketsHeard, answered.Figures().PacketsHeard); // each hears the other by now: a new source is counted anew
        await Task.WhenAll(call.PlayAsync(Speech, Token), answered.PlayAsync(Speech, Token));
        call.Figures().PacketsHeard.Should().BeGreaterThan(before.Item1 + 100);
        answered.Figures().PacketsHeard.Should().BeGreaterThan(before.Item2 + 100);
        taps.Received.Should().Be(0, what);

        answered.HangUp();
        (await call.Ended.WaitAsync(Token)).Reason.Should().Be(PhoneEndReason.FarHungUp);
        await UntilAsync(() => node.Calls.ActiveCalls == 0);
        await UntilAsync(() => node.Sip.CountLivingAsync(Token).GetAwaiter().GetResult() is { Legs: 0, Dialogs: 0, Requests: 0 });
        node.Calls.Counters.Faults.Should().Be(0);
    }

    [Fact]
    public async Task Through_this_node_caller_and_colleague_hear_each_other_and_the_voice_AI_is_gone()
    {
        await using var colleague = Phone(32_200, followsRefer: false);
        await using var caller = Phone(32_300, followsRefer: false);
        await using var voiceAi = await VoiceAiAsync();
        await using var node = await NodeAsync(voiceAi.Url, colleague.Uri, "anchor");
        var answering = colleague.AnswerAsync(new PhoneCallOptions { Formats = [Rtp.Sdp.PayloadFormat.Pcma] }, Token);
        await using var call = await TalkAsync(caller, node);
        await using var answered = await answering;
        await _agentClosed.Task.WaitAsync(Token);
        await UntilAsync(() => node.Calls.Counters[TransferWay.Anchor, TransferOutcome.Succeeded] == 1);
        node.Media.PortsLent.Should().Be(2);

        await Task.WhenAll(call.PlayAsync(Speech, Token), answered.PlayAsync(Speech, Token));
        (await answered.NextSpeechAsync(TimeSpan.FromSeconds(10), Token)).Should().NotBeNull("the colleague hears the caller");
        call.HangUp();
        (await answered.Ended.WaitAsync(Token)).Reason.Should().Be(PhoneEndReason.FarHungUp);
        await UntilAsync(() => (node.Media.ActiveSessions, node.Media.PortsLent, node.Calls.ActiveCalls) == (0, 0, 0));
        node.Calls.Counters.Faults.Should().Be(0);
    }

    private static WavFile Speech { get; } = WavFile.Read(Path.Combine(TestCall.DefaultFolder, "patient-2-birth.wav"));

    private static SipPhone Phone(int firstPort, bool followsRefer) =>
        SipPhone.Start(new SipPhoneOptions { FollowsRefer = followsRefer, FirstMediaPort = firstPort, LastMediaPort = firstPort + 99 }, TimeProvider.System);

    /// <summary>Whatever it reads, it asks for a colleague.</summary>
    private Task<RealtimeServer> VoiceAiAsync()
    {
        Assert.SkipUnless(ModelAssets.FromEnvironment().Missing().Count == 0, "the speech models are missing; ./cvp test brings them");
        return RealtimeServer.StartAsync(
            new RealtimeServerOptions { ToolCalls = [new RealtimeToolCall("", "transfer_to_human", """{"target":"billing"}""")], Observer = this }, Token);
    }

    private Task<ProxyNode> NodeAsync(Uri voiceAi, SipUri colleague, string ways)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "policies"));
        File.WriteAllText(Path.Combine(_folder, "policies", "clinic.yaml"), $$"""
            tenant: clinic
            match: { called: ["clinic@*"] }
            agent:
              provider: openai-realtime
              url: {{voiceAi}}
              model: test
              dialect: released
              forward: audio-and-text
            transfer:
              ways: [{{ways}}]
              targets:
                - { name: billing, uri: "{{colleague.Text}}", description: Bills }

            """);
        var options = new ProxyNodeOptions
        {
            SipListen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
            PoliciesFolder = Path.Combine(_folder, "policies"),
            AuditStorePath = Path.Combine(_folder, "audit.db"),
            MediaPorts = (FirstPort, LastPort),
            SpeechModel = MoonshineSize.Tiny,
            SpeechWorkers = 1,
        };
        return ProxyNode.StartAsync(options, isReady: null, TimeProvider.System, NullLoggerFactory.Instance, Token);
    }

    /// <summary>The caller calls and says something.</summary>
    private static async Task<PhoneCall> TalkAsync(SipPhone caller, ProxyNode node)
    {
        SipUri.TryParse($"sip:clinic@{node.Sip.LocalEndPoints[0]}", out var target).Should().BeTrue();
        var call = await caller.CallAsync(target, new PhoneCallOptions(), Token);
        (await call.Answered.WaitAsync(Token)).Should().BeTrue();
        await call.PlayAsync(Speech, Token);
        return call;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Takes a range of ports and counts what comes to them.</summary>
    private sealed class PortTaps : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public PortTaps(int first, int last)
        {
            for (var port = first; port <= last; port++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                _sockets.Add(socket);
            }
        }

        public int Received => _sockets.Count(socket => socket.Available > 0);

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}

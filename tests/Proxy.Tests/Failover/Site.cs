using System.Net;
using System.Text;
using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;
using CompliantVoiceProxy.Speech.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Failover;

/// <summary>A whole node on loopback with what stands around it: a caller, a voice AI and perhaps its spare, and a queue of people whose telephone rings.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly DirectoryInfo _folder;
    private readonly SipEndpoint _queue;
    private readonly SipPhone _phone;
    private readonly Channel<AnswerTimings> _answers = Channel.CreateUnbounded<AnswerTimings>();

    private Site(DirectoryInfo folder, RealtimeServer voiceAi, RealtimeServer? spare, ProxyNode node, SipEndpoint queue)
    {
        (_folder, VoiceAi, Spare, Node, _queue) = (folder, voiceAi, spare, node, queue);
        _phone = SipPhone.Start(new SipPhoneOptions(), TimeProvider.System);
        node.Media.AnswerHeard = timings => _answers.Writer.TryWrite(timings);
    }

    /// <summary>What the caller says in every call: a member number.</summary>
    public static TestUtterance Said { get; } = TestCall.Read(TestCall.DefaultFolder).Patient[2];

    public RealtimeServer VoiceAi { get; }

    public RealtimeServer? Spare { get; }

    public ProxyNode Node { get; }

    public bool HasRung => _queue.Events.TryPeek(out _);

    public static async Task<Site> OpenAsync(bool spare, TimeSpan answerDelay)
    {
        Assert.SkipUnless(ModelAssets.FromEnvironment().Missing().Count == 0, "the speech models are not here; ./cvp setup fetches them");
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("cvp-failover-");
        var voiceAi = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = answerDelay, Pace = 4 }, cancellation);
        var other = spare ? await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = answerDelay }, cancellation) : null;
        var queue = SipEndpoint.Start(new SipEndpointOptions { Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))] }, TimeProvider.System);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "clinic.yaml"), PolicyFor(voiceAi.Url, other?.Url, queue.LocalEndPoints[0]), cancellation);
        var node = await ProxyNode.StartAsync(
            new ProxyNodeOptions
            {
                SipListen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
                PoliciesFolder = folder.FullName,
                AuditStorePath = Path.Combine(folder.FullName, "audit.db"),
                MediaPorts = (35_000, 35_199),
                HandoffReaders = ["desktop"],
            },
            isReady: null,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            cancellation);
        node.Policies.Policies.Should().ContainSingle("the policy is good");
        return new Site(folder, voiceAi, other, node, queue);
    }

    public Task<PhoneCall> PlaceAsync()
    {
        SipUri.TryParse($"sip:clinic@{Node.Sip.LocalEndPoints[0]}", out var uri).Should().BeTrue();
        return _phone.CallAsync(uri!, new PhoneCallOptions(), TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the queue's telephone rings.</summary>
    /// <returns>The token that came with the call.</returns>
    public async Task<string> RingsAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (await _queue.Events.ReadAsync(patience.Token) is InviteReceived invite)
            {
                _queue.Respond(invite.Request, new SipReply(180));
                return invite.Invite.Headers.Get("X-CVP-Handoff") ?? throw new InvalidOperationException("The call brought no token.");
            }
        }
    }

    public async Task<AnswerTimings> AnswerHeardAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await _answers.Reader.ReadAsync(patience.Token);
    }

    public async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = TimeSpan.Zero; !condition(); waited += timer.Period)
        {
            waited.Should().BeLessThan(Patience);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Neither text nor sound of what was planted has reached a voice AI.</summary>
    public void NothingPlantedLeft()
    {
        foreach (var recording in VoiceAi.Recordings.Concat(Spare?.Recordings ?? []))
        {
            NothingPlantedIsIn(recording.Texts);
            foreach (var turn in recording.Turns)
            {
                SoundRule.Judge(Said, new WavFile(turn.Samples, turn.SampleRate)).Should().OnlyContain(part => part.Passed <= SoundRule.Allowed);
            }
        }
    }

    public void NothingPlantedIsIn(IEnumerable<string> texts) =>
        texts.Should().NotContain(text => Said.Parts.Any(part => part.IsPlanted && TextRule.Tells(text, part)));

    public async ValueTask DisposeAsync()
    {
        await _phone.DisposeAsync();
        await Node.DisposeAsync();
        await _queue.DisposeAsync();
        await VoiceAi.DisposeAsync();
        if (Spare is not null)
        {
            await Spare.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static string PolicyFor(Uri voiceAi, Uri? spare, IPEndPoint queue) => new StringBuilder($$"""
        tenant: clinic
        match: { called: ["clinic@*"] }
        agent: { url: "{{voiceAi}}", model: test, connect-timeout: 1s }
        transfer:
          targets:
            - { name: people, uri: "sip:people@{{queue}}", description: "People." }
        failover:
          answer-timeout: 3s
          human-queue: people

        """).Append(spare is null ? "" : $"  spare: {{ url: \"{spare}\", model: test }}\n").ToString();
}

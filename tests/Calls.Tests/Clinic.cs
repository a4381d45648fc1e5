using System.Net;
using System.Text;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>A call server with one tenant, on real UDP sockets of this machine, and a caller's endpoint beside it.</summary>
internal sealed class Clinic : IAsyncDisposable
{
    public const string Offer = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\n";

    private const string Policy = """
        tenant: clinic
        match: { called: ["clinic@*"] }
        agent:
          provider: openai-realtime
          url: ws://127.0.0.1:9100/v1/realtime
          model: gpt-realtime
          dialect: released
          forward: audio-and-text
          instructions: "You answer for the clinic."
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cvp-calls-");

    private Clinic(CallOptions options, Func<bool> isReady, SipTimers timers, string ways, bool takesRefer, int? colleaguePort, bool hasQueue)
    {
        Colleague = StartEndpoint(timers);
        File.WriteAllText(Path.Combine(_folder.FullName, "clinic.yaml"), $$"""
            {{Policy}}
            transfer:
              ways: [{{ways}}]
              targets:
                - { name: billing, uri: "sip:{{(colleaguePort is null ? "billing" : "phone")}}@127.0.0.1:{{colleaguePort ?? Colleague.LocalEndPoints[0].Port}}", description: Bills }
                - { name: nowhere, uri: "sip:nobody@[::1]", description: Nobody }
            {{(hasQueue ? "failover: { human-queue: billing }" : "")}}
            """);
        Store = new PolicyStore(_folder.FullName);
        Store.Load();
        Store.Policies.Should().ContainSingle();
        Sip = StartEndpoint(timers);
        Caller = StartEndpoint(timers, takesRefer);
        Server = CallServer.Start(
            new CallPartners { Sip = Sip, Media = Media, Audit = Audit, Policies = Pin, IsReady = isReady }, options, TimeProvider.System);
    }

    /// <summary>No step of a test takes longer, or the test has failed.</summary>
    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public PolicyStore Store { get; }

    /// <summary>Looking up a tenant throws.</summary>
    public bool IsStoreBroken { get; set; }

    public SipEndpoint Sip { get; }

    public SipEndpoint Caller { get; }

    /// <summary>Whom calls are transferred to.</summary>
    public SipEndpoint Colleague { get; }

    public FakeMediaPlane Media { get; } = new();

    public FakeAuditTrail Audit { get; } = new();

    public CallServer Server { get; }

    public int Port => Sip.LocalEndPoints[0].Port;

    /// <param name="colleaguePort">Where somebody else is the colleague, called phone.</param>
    /// <param name="hasQueue">The colleague takes the calls that the voice AI cannot serve.</param>
    /// <param name="takesRefer">The caller's carrier does; otherwise it declines.</param>
    public static Clinic Open(
        CallOptions? options = null, Func<bool>? isReady = null, SipTimers? timers = null, string ways = "refer, direct, anchor", bool takesRefer = false,
        int? colleaguePort = null, bool hasQueue = false) =>
        new(options ?? new CallOptions(), isReady ?? (() => true), timers ?? new SipTimers(), ways, takesRefer, colleaguePort, hasQueue);

    public SipUri UriOf(string user) => SipUri.Create(user, "127.0.0.1", Port);

    public Task<SipLegId> CallAsync(string user = "clinic", string? offer = Offer) =>
        Caller.InviteAsync(new SipCallRequest { Target = UriOf(user), Body = Encoding.UTF8.GetBytes(offer ?? "") }, Soon);

    /// <summary>The caller's next event, which has to be of this kind.</summary>
    public Task<TEvent> NextAsync<TEvent>()
        where TEvent : SipEvent => NextAsync<TEvent>(Caller);

    /// <summary>An endpoint's next event, which has to be of this kind.</summary>
    public static async Task<TEvent> NextAsync<TEvent>(SipEndpoint endpoint)
        where TEvent : SipEvent => (await endpoint.Events.ReadAsync(Soon)).Should().BeOfType<TEvent>().Subject;

    /// <summary>Calls, and waits until the call is answered and its media started.</summary>
    public async Task<(SipLegId Leg, Guid CallId)> TalkAsync()
    {
        var leg = await CallAsync();
        await NextAsync<LegProgressed>();
        await NextAsync<LegAnswered>();
        return (leg, await Media.Started.Reader.ReadAsync(Soon));
    }

    /// <summary>Takes the tenant's policy out of force; a call under way would still hold it.</summary>
    public void RemovePolicy()
    {
        File.Delete(Path.Combine(_folder.FullName, "clinic.yaml"));
        Store.Poll();
        Store.Poll();
        Store.Policies.Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sip.DisposeAsync();
        await Caller.DisposeAsync();
        await Colleague.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private PolicyPin? Pin(string called) => IsStoreBroken ? throw new InvalidOperationException() : Store.Pin(called);

    private static SipEndpoint StartEndpoint(SipTimers timers, bool takesRefer = false) => SipEndpoint.Start(
        new SipEndpointOptions
        {
            Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
            UserAgent = new SipUserAgentOptions { Timers = timers, Methods = takesRefer ? [SipMethods.Options, SipMethods.Refer] : [SipMethods.Options] },
        },
        TimeProvider.System);
}

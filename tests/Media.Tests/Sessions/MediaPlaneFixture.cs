using System.Collections.Immutable;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Queue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>A media plane on loopback with everything real but what a test replaces: the voice AI is Probe's, the audit log is SQLite.</summary>
internal sealed class MediaPlaneFixture : IAsyncDisposable
{
    private readonly TranscriptionQueue _transcriptions;

    private MediaPlaneFixture(
        RealtimeServer agent, string auditPath, SqliteAuditStore store, AuditWriter audit, ITranscriber? transcriber, TimeSpan answerTimeout, MediaPlaneOptions options, ILoggerFactory loggers)
    {
        (Agent, AuditPath, Store, Audit) = (agent, auditPath, store, audit);
        _transcriptions = new TranscriptionQueue(
            transcriber ?? SpeechModels.Engine.Transcriber, new TranscriptionQueueOptions { Workers = 1 }, TimeProvider.System);
        Policy = new TenantPolicy
        {
            Tenant = "clinic",
            Revision = "0123456789ab",
            Called = [],
            Agent = new AgentPolicy { Url = agent.Url, Model = "gpt-realtime" },
            Failover = new FailoverPolicy { AnswerTimeout = answerTimeout },
        };
        Plane = new MediaPlane(
            options,
            new MediaPlaneParts
            {
                Hearing = new Hearing
                {
                    CreateVoiceActivityDetector = SpeechModels.Engine.CreateVoiceActivityDetector,
                    Transcriptions = _transcriptions,
                    Audit = audit,
                },
                Agents = new OpenAIRealtimeConnector(loggers.CreateLogger<OpenAIRealtimeConnector>(), TimeProvider.System),
                Ports = Ports,
                FindPolicy = (_, _) => Policy,
                ReadSecret = _ => null,
            },
            TimeProvider.System,
            loggers.CreateLogger<MediaPlane>());
    }

    public PortPool Ports { get; } = new(45_000, 49_998, new Random());

    public RealtimeServer Agent { get; }

    public string AuditPath { get; }

    public SqliteAuditStore Store { get; }

    public AuditWriter Audit { get; }

    public TenantPolicy Policy { get; set; }

    public MediaPlane Plane { get; }

    public Guid CallId { get; } = Guid.NewGuid();

    public static async Task<MediaPlaneFixture> StartAsync(
        ITranscriber? transcriber = null, RealtimeFaults? faults = null, TimeSpan? answerTimeout = null, ILoggerFactory? loggers = null, RealtimeAnswer? answer = null,
        MediaPlaneOptions? options = null, IReadOnlyList<RealtimeToolCall>? toolCalls = null)
    {
        Assert.SkipUnless(SpeechModels.Missing.IsEmpty, "the speech models are not here; ./cvp setup fetches them");
        var agent = await RealtimeServer.StartAsync(new RealtimeServerOptions { Answers = [answer ?? RealtimeAnswer.Beeps()], ToolCalls = toolCalls ?? [] }, TestContext.Current.CancellationToken);
        agent.Faults = faults ?? RealtimeFaults.None;
        var path = Path.Combine(Directory.CreateTempSubdirectory("cvp-media-").FullName, "audit.db");
        var store = SqliteAuditStore.Open(path);
        var audit = await AuditWriter.StartAsync(store, null, new AuditWriterOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
        return new MediaPlaneFixture(
            agent, path, store, audit, transcriber, answerTimeout ?? TimeSpan.FromSeconds(8), options ?? new MediaPlaneOptions { FillerFiles = [] }, loggers ?? NullLoggerFactory.Instance);
    }

    public async Task<LoopbackCaller> CallAsync()
    {
        var caller = new LoopbackCaller();
        var reply = await OfferAsync(caller);
        caller.Connect(reply.Should().BeOfType<MediaAccepted>().Subject.Sdp.Reveal());
        await Plane.StartAsync(CallId, TestContext.Current.CancellationToken);
        return caller;
    }

    public Task<MediaReply> OfferAsync(LoopbackCaller caller) => Plane.OpenAsync(
        new MediaOffer(CallId, Policy.Tenant, Policy.Revision, new Sensitive<string>(caller.Offer())), TestContext.Current.CancellationToken);

    /// <summary>The next signal of a kind to the signalling plane.</summary>
    public async Task<T> SignalAsync<T>()
        where T : MediaSignal
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await Plane.Signals.ReadAsync(patience.Token) is T wanted)
            {
                return wanted;
            }
        }
    }

    /// <summary>All sound that the voice AI got, committed or not.</summary>
    public ImmutableArray<(ReadOnlyMemory<short> Samples, int Rate)> SoundAtAgent =>
        [.. Agent.Recordings.SelectMany(recording => recording.Turns).Select(turn => (turn.Samples, turn.SampleRate))];

    public IEnumerable<string> TextsAtAgent => Agent.Recordings.SelectMany(recording => recording.Texts);

    public async ValueTask DisposeAsync()
    {
        await Plane.DisposeAsync();
        _transcriptions.Dispose();
        await Audit.DisposeAsync();
        await Agent.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(AuditPath)!, recursive: true);
    }
}

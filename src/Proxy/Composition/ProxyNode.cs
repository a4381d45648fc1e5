using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Queue;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>
/// Both planes in one process, wired: policies, audit log, speech, media, SIP, calls. This is the product's composition root; <c>serve</c>, the demo and the
/// benches differ in their options alone.
/// </summary>
internal sealed class ProxyNode : IAsyncDisposable
{
    private readonly List<object> _owned = []; // in order of making; given back in the opposite order

    private ProxyNode()
    {
    }

    public PolicyStore Policies { get; private set; } = null!;

    public AuditWriter Audit { get; private set; } = null!;

    public SpeechEngine Speech { get; private set; } = null!;

    public TranscriptionQueue Transcriptions { get; private set; } = null!;

    public MediaPlane Media { get; private set; } = null!;

    public SipEndpoint Sip { get; private set; } = null!;

    public CallServer Calls { get; private set; } = null!;

    /// <summary>Loads, binds and starts everything; takes about two seconds, for the speech model.</summary>
    /// <param name="isReady">Whether a call could be served, as far as the call server cannot know.</param>
    /// <exception cref="IOException">A folder or address cannot be had.</exception>
    /// <exception cref="SpeechException">The speech models cannot be loaded.</exception>
    /// <exception cref="AuditUnavailableException">The audit log cannot be written.</exception>
    public static async Task<ProxyNode> StartAsync(
        ProxyNodeOptions options, Func<bool>? isReady, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var node = new ProxyNode();
        try
        {
            node.Policies = new PolicyStore(options.PoliciesFolder, options.DefaultTenant);
            node.Policies.Load();
            node.Audit = node.Own(await AuditLog.OpenAsync(options.AuditStorePath, new AuditWriterOptions(), time, cancellationToken));
            node.Speech = node.Own(SpeechEngine.Load(ModelAssets.FromEnvironment(), options.SpeechModel));
            node.Transcriptions = node.Own(new TranscriptionQueue(
                node.Speech.Transcriber, new TranscriptionQueueOptions { Workers = options.SpeechWorkers }, time));
            var hearing = new Hearing
            {
                CreateVoiceActivityDetector = node.Speech.CreateVoiceActivityDetector,
                Transcriptions = node.Transcriptions,
                Audit = node.Audit,
            };
            await WarmUp.RunAsync(hearing, cancellationToken);
            node.Media = node.Own(node.CreateMedia(hearing, options, time, loggers));
            node.Sip = node.Own(SipEndpoint.Start(new SipEndpointOptions { Listen = options.SipListen }, time));
            node.Calls = node.Own(CallServer.Start(
                new CallPartners
                {
                    Sip = node.Sip,
                    Media = node.Media,
                    Audit = node.Audit,
                    Policies = node.Policies.Pin,
                    IsReady = () => node.Audit.IsHealthy && node.Transcriptions.IsWhole && node.Media.HasRoom && isReady?.Invoke() is not false,
                },
                new CallOptions(),
                time));
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the calls and gives everything back, the last made first.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var at = _owned.Count - 1; at >= 0; at--)
        {
            if (_owned[at] is IAsyncDisposable part)
            {
                await part.DisposeAsync();
            }
            else
            {
                ((IDisposable)_owned[at]).Dispose();
            }
        }

        _owned.Clear();
    }

    private MediaPlane CreateMedia(Hearing hearing, ProxyNodeOptions options, TimeProvider time, ILoggerFactory loggers) => new(
        options.Media,
        new MediaPlaneParts
        {
            Hearing = hearing,
            Agents = new AgentConnectors(loggers, time),
            Ports = new PortPool(options.MediaPorts.First, options.MediaPorts.Last, new Random()),
            HandoffReaders = options.HandoffReaders,
            FindPolicy = Policies.Find,
            ReadSecret = reference => reference?.Read(),
        },
        time,
        loggers.CreateLogger<MediaPlane>());

    private T Own<T>(T part)
        where T : class
    {
        _owned.Add(part);
        return part;
    }
}

using System.Collections.Immutable;
using System.Net;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Speech.Queue;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>What <c>cvp serve</c> is told by its configuration file. What is not written is as it stands here: this machine alone can call, and the sample policies answer.</summary>
internal sealed record ServeConfig
{
    /// <summary>Where SIP is listened for, over UDP. At least one.</summary>
    public ImmutableArray<IPEndPoint> SipListen { get; init; } = [new(IPAddress.Loopback, 5060)];

    /// <summary>The host that Via and Contact name; null for the listening address itself.</summary>
    public string? SipAdvertise { get; init; }

    /// <summary>The address that session descriptions name, and RTP sockets listen on.</summary>
    public IPAddress MediaAddress { get; init; } = IPAddress.Loopback;

    public PortRange MediaPorts { get; init; } = new(20000, 20999);

    /// <summary>A call without a packet from the caller for so long is over.</summary>
    public TimeSpan RtpTimeout { get; init; } = new MediaPlaneOptions().RtpTimeout;

    /// <summary>Folder of the tenants' policies.</summary>
    public string PoliciesFolder { get; init; } = "./policies";

    /// <summary>Whose policy holds for addresses that no policy matches; null to refuse them.</summary>
    public string? DefaultTenant { get; init; }

    /// <summary>The SQLite file of the audit log.</summary>
    public string AuditStorePath { get; init; } = "./audit/audit.db";

    /// <summary>Where health, readiness and metrics are served, on this machine alone: they ask for no password.</summary>
    public IPEndPoint AdminListen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Who may read, at <see cref="AdminListen"/>, what calls left for people. None: nobody.</summary>
    public ImmutableArray<DeclaredHandoffReader> HandoffReaders { get; init; } = [];

    /// <summary>Dummy calls; null for none.</summary>
    public MonitorConfig? Monitor { get; init; }

    public SpeechModel SpeechModel { get; init; } = SpeechModel.Base;

    /// <summary>Threads that transcribe.</summary>
    public int SpeechWorkers { get; init; } = new TranscriptionQueueOptions().Workers;

    /// <summary>Calls at one time; the next one is sent elsewhere.</summary>
    public int MaximumCalls { get; init; } = new MediaPlaneOptions().MaximumSessions;

    /// <summary>How long a stop waits for calls to end by themselves before it ends them.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);
}

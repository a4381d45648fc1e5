using System.Collections.Immutable;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>What a node is told: where it listens, and where its policies and its audit log stand.</summary>
internal sealed record ProxyNodeOptions
{
    /// <summary>Port 0 takes a free one.</summary>
    public required ImmutableArray<SipListenAddress> SipListen { get; init; }

    public required string PoliciesFolder { get; init; }

    public string? DefaultTenant { get; init; }

    /// <summary>The SQLite file; its folder is made.</summary>
    public required string AuditStorePath { get; init; }

    public MediaPlaneOptions Media { get; init; } = new();

    /// <summary>RTP ports, both inside.</summary>
    public (int First, int Last) MediaPorts { get; init; } = (20_000, 20_999);

    /// <summary>The names of those who may read what calls left for people.</summary>
    public ImmutableArray<string> HandoffReaders { get; init; } = [];

    public MoonshineSize SpeechModel { get; init; } = MoonshineSize.Base;

    /// <summary>Threads that transcribe.</summary>
    public int SpeechWorkers { get; init; } = Environment.ProcessorCount;
}

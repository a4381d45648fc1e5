using System.Collections.Immutable;
using System.Net;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What one media node can do and how long it waits.</summary>
public sealed record MediaPlaneOptions
{
    /// <summary>Where callers' RTP comes in; also what the answer's session description says.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Calls at a time; one more is refused.</summary>
    public int MaximumSessions { get; init; } = 20;

    /// <summary>What a refused call for lack of room is told to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>No packet of the caller's for so long ends the call.</summary>
    public TimeSpan RtpTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The apology where a tenant has none of its own: WAV.</summary>
    public string ApologyFile { get; init; } = Sound("apology.wav");

    /// <summary>Played while an answer is not there, where a tenant has none of its own: WAVs.</summary>
    public ImmutableArray<string> FillerFiles { get; init; } = [Sound("one-moment.wav"), Sound("looking.wav"), Sound("still-here.wav")];

    /// <summary>Asks a silent caller whether they are there, where a tenant has no such sound of its own: WAV.</summary>
    public string NoInputFile { get; init; } = Sound("are-you-there.wav");

    private static string Sound(string name) => Path.Combine(AppContext.BaseDirectory, "Sounds", name);
}

using System.Net;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>How the voice AI listens and answers.</summary>
public sealed record RealtimeServerOptions
{
    /// <summary>Loopback and any free port, unless set.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>What it says, in turn; each connection begins with the first.</summary>
    public IReadOnlyList<RealtimeAnswer> Answers { get; init; } = [RealtimeAnswer.Beeps()];

    /// <summary>What it calls, whether the client told it of such a tool or not.</summary>
    public IReadOnlyList<RealtimeToolCall> ToolCalls { get; init; } = [];

    /// <summary>From the request for an answer to its first sound.</summary>
    public TimeSpan AnswerDelay { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How many times faster than speech an answer is sent; null: as fast as the socket takes it.</summary>
    public double? Pace { get; init; }

    /// <summary>Whether <see cref="RealtimeServer.Recordings"/> keeps what connections got.</summary>
    public bool KeepsRecordings { get; init; } = true;

    /// <summary>Told of everything as it happens, on the connection's own loop: it must be quick.</summary>
    public IProgress<RealtimeObservation>? Observer { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

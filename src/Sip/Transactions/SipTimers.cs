namespace CompliantVoiceProxy.Sip.Transactions;

/// <summary>The timer values of RFC 3261, table 4, and of RFC 6026. All follow from three.</summary>
public sealed record SipTimers
{
    /// <summary>Estimate of a round trip.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest interval between two sendings of a non-INVITE request or of a response to INVITE.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a message may stay in the network.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>INVITE client: no answer at all.</summary>
    public TimeSpan TimerB => 64 * T1;

    /// <summary>INVITE client: waits for repeated final responses. At least 32 s over UDP.</summary>
    public TimeSpan TimerD => 64 * T1;

    /// <summary>Non-INVITE client: no final response.</summary>
    public TimeSpan TimerF => 64 * T1;

    /// <summary>INVITE server: no ACK.</summary>
    public TimeSpan TimerH => 64 * T1;

    /// <summary>INVITE server: waits for repeated ACKs.</summary>
    public TimeSpan TimerI => T4;

    /// <summary>Non-INVITE server: waits for repeated requests.</summary>
    public TimeSpan TimerJ => 64 * T1;

    /// <summary>Non-INVITE client: waits for repeated responses.</summary>
    public TimeSpan TimerK => T4;

    /// <summary>INVITE server in Accepted: waits for repeated INVITEs (RFC 6026 section 7.1).</summary>
    public TimeSpan TimerL => 64 * T1;

    /// <summary>INVITE client in Accepted: waits for 2xx of further branches (RFC 6026 section 7.2).</summary>
    public TimeSpan TimerM => 64 * T1;
}

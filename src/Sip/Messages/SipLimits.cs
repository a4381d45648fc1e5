namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>What a peer may make this endpoint hold.</summary>
public sealed record SipLimits
{
    /// <summary>Octets of a message; a UDP datagram cannot be longer than the default.</summary>
    public int MessageBytes { get; init; } = 65_535;

    /// <summary>Header field lines of a message.</summary>
    public int HeaderLines { get; init; } = 200;

    /// <summary>Octets of one header field, folded lines together.</summary>
    public int HeaderBytes { get; init; } = 8_192;

    /// <summary>Transactions at one time; beyond, a new request gets a stateless 503.</summary>
    public int Transactions { get; init; } = 50_000;

    /// <summary>Datagrams that wait for the endpoint's loop; beyond, they are dropped, as the network would.</summary>
    public int WaitingDatagrams { get; init; } = 4_096;
}

namespace CompliantVoiceProxy.Rtp.Rtcp;

/// <summary>Wall-clock time as RTCP writes it: seconds since 1900 in the upper 32 bits, their fraction in the lower (RFC 3550, section 4).</summary>
public readonly record struct NtpTime(ulong Value)
{
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The middle 32 bits, which reports send back: units of 1/65,536 s.</summary>
    public uint Middle => (uint)(Value >> 16);

    public static NtpTime From(DateTimeOffset time)
    {
        var ticks = (UInt128)(time - Epoch).Ticks;
        return new((ulong)((ticks << 32) / TimeSpan.TicksPerSecond)); // the era's seconds wrap in 2036, as the format does
    }
}

using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.TelephoneEvents;

/// <summary>A telephone event as far as it is known.</summary>
public readonly record struct TelephoneEvent
{
    /// <summary>Caller content: which key; see <see cref="TelephoneEventPayload.ToKey"/>.</summary>
    public required Sensitive<byte> Code { get; init; }

    /// <summary>When it began, on the sender's time line.</summary>
    public required uint Start { get; init; }

    /// <summary>How long it has lasted so far, in timestamp units.</summary>
    public required uint Duration { get; init; }

    /// <summary>This is the first that is heard of it: the key counts now, and once.</summary>
    public required bool IsNew { get; init; }

    /// <summary>It is over. While it is not, it goes on past its duration.</summary>
    public required bool IsOver { get; init; }
}

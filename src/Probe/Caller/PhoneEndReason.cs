namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>Why a call is over.</summary>
public enum PhoneEndReason
{
    /// <summary>We hung up.</summary>
    HungUp,

    /// <summary>The other side hung up.</summary>
    FarHungUp,

    /// <summary>The other side refused the call, or withdrew its own.</summary>
    Refused,

    /// <summary>Nobody answered in time.</summary>
    NoAnswer,

    /// <summary>It was answered with media that we cannot take.</summary>
    NothingInCommon,

    /// <summary>The other side no longer knows the call.</summary>
    Gone,
}

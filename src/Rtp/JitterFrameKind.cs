namespace CompliantVoiceProxy.Rtp;

public enum JitterFrameKind
{
    /// <summary>A packet's payload.</summary>
    Packet,

    /// <summary>Something was sent here and has not come in time: conceal it. Nobody knows what was said.</summary>
    Lost,

    /// <summary>Nothing was sent here (no packet is missing), or nothing is played yet, or a pause is made longer.</summary>
    Silent,
}

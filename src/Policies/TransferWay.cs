using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>How a call gets from the voice AI to a colleague.</summary>
public enum TransferWay
{
    /// <summary>The carrier is asked to call the colleague (REFER, RFC 3515); nothing of the call stays here.</summary>
    [EnumMember(Value = "refer")]
    Refer,

    /// <summary>Caller and colleague get each other's session description (re-INVITE, RFC 3725); their sound does not pass here any more.</summary>
    [EnumMember(Value = "direct")]
    Direct,

    /// <summary>Caller and colleague hear each other through this node.</summary>
    [EnumMember(Value = "anchor")]
    Anchor,
}

using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>What stands in the outgoing text in place of an identifier.</summary>
public enum TextAction
{
    /// <summary><c>[MEMBER_ID_1]</c>: the same for the same value through the call.</summary>
    [EnumMember(Value = "token")]
    Token,

    /// <summary><c>[MEMBER_ID]</c>: that there was one, and not whether it is one that was said before.</summary>
    [EnumMember(Value = "type")]
    Type,

    /// <summary>The token with the value's last four figures.</summary>
    [EnumMember(Value = "last-four")]
    LastFour,

    /// <summary>The token with a card number's first six figures and its last four: what PCI DSS 3.4.1 lets be shown.</summary>
    [EnumMember(Value = "bin-and-last-four")]
    BinAndLastFour,

    /// <summary>The words as they were understood.</summary>
    [EnumMember(Value = "keep")]
    Keep,

    /// <summary>A made-up value of the same shape, the same for the same value through the call.</summary>
    [EnumMember(Value = "surrogate")]
    Surrogate,
}

using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>The check digit of a tenant's own identifier. It raises confidence and never clears.</summary>
public enum RecognizerChecksum
{
    [EnumMember(Value = "none")]
    None,

    /// <summary>ISO/IEC 7812-1 annex B.</summary>
    [EnumMember(Value = "luhn")]
    Luhn,
}

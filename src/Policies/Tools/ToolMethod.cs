using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>The method of a request to a back end (RFC 9110 section 9.3, RFC 5789).</summary>
public enum ToolMethod
{
    [EnumMember(Value = "GET")]
    Get,

    [EnumMember(Value = "POST")]
    Post,

    [EnumMember(Value = "PUT")]
    Put,

    [EnumMember(Value = "PATCH")]
    Patch,

    [EnumMember(Value = "DELETE")]
    Delete,
}

using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>JSON Schema's <c>type</c>.</summary>
public enum ArgumentKind
{
    [EnumMember(Value = "string")]
    Text,

    [EnumMember(Value = "integer")]
    Integer,

    [EnumMember(Value = "number")]
    Number,

    [EnumMember(Value = "boolean")]
    Boolean,

    [EnumMember(Value = "object")]
    Object,

    [EnumMember(Value = "array")]
    Array,
}

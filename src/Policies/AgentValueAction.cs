using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies;

/// <summary>What becomes of an identifier in the voice AI's own words or tool arguments, before they go on to logs, audit or third parties.</summary>
public enum AgentValueAction
{
    /// <summary>A token, the call's own where the caller has said the value.</summary>
    [EnumMember(Value = "redact")]
    Redact,

    /// <summary>A token, and the audit log names the type.</summary>
    [EnumMember(Value = "flag")]
    Flag,

    /// <summary>It stays as the AI put it, unless the caller has said it or its type may never be kept.</summary>
    [EnumMember(Value = "pass")]
    Pass,
}

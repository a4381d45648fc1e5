using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>What the voice AI gets of a back end's answer.</summary>
public enum ToolAnswerForward
{
    /// <summary>The answer, with tokens in the place of the identifiers in it.</summary>
    [EnumMember(Value = "cleared")]
    Cleared,

    /// <summary>That it succeeded or failed, and nothing of the answer.</summary>
    [EnumMember(Value = "outcome-only")]
    OutcomeOnly,
}

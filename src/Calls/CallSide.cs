namespace CompliantVoiceProxy.Calls;

/// <summary>Which of a call's legs.</summary>
public enum CallSide
{
    Caller,

    /// <summary>The colleague to whom the call is transferred.</summary>
    Agent,
}

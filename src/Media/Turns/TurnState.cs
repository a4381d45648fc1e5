namespace CompliantVoiceProxy.Media.Turns;

/// <summary>Whose turn it is.</summary>
public enum TurnState
{
    /// <summary>The caller's: silent or speaking.</summary>
    Listening,

    /// <summary>The caller's turn was committed and the AI has not begun to answer.</summary>
    Thinking,

    /// <summary>The AI's answer is being played.</summary>
    Speaking,

    /// <summary>The AI can no longer serve: the apology is being played, and the caller is on the way to people.</summary>
    Apologizing,

    Ended,
}

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>What the session shall do after an event.</summary>
[Flags]
public enum TurnEffects
{
    None = 0,

    /// <summary>Stop playing at once, cancel the AI's answer and cut its memory to what was played.</summary>
    CancelAnswer = 1,

    /// <summary>Open a new session with the AI.</summary>
    Reconnect = 2,

    /// <summary>Send the turn that got no answer again: it has been released already.</summary>
    ResendTurn = 4,

    /// <summary>Play the apology, and tell the signalling plane that people are wanted for <see cref="TurnMachine.FailoverReason"/>.</summary>
    FailOver = 8,

    /// <summary>Nothing is left to play: end the session.</summary>
    EndSession = 16,
}

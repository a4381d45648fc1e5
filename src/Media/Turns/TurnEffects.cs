namespace CompliantVoiceProxy.Media.Turns;

/// <summary>What the session shall do after an event.</summary>
[Flags]
public enum TurnEffects
{
    None = 0,

    /// <summary>Stop playing at once, cancel the AI's answer and cut its memory to what was played.</summary>
    CancelAnswer = 1,

    /// <summary>Forget what is left of an answer that cannot come to its end; there is nobody to be told.</summary>
    DropAnswer = 2,

    /// <summary>Open a new session with the AI that <see cref="TurnMachine.Wanted"/> names.</summary>
    Connect = 4,

    /// <summary>Send the turn that got no answer again: it has been released already.</summary>
    ResendTurn = 8,

    /// <summary>Play the next filler.</summary>
    PlayFiller = 16,

    /// <summary>Let a filler that is being played come to a soft end.</summary>
    StopFiller = 32,

    /// <summary>Ask the caller, who has said nothing for long, whether they are there.</summary>
    Prompt = 64,

    /// <summary>Play the apology, and tell the signalling plane that people are wanted for <see cref="TurnMachine.FailoverReason"/>.</summary>
    FailOver = 128,

    /// <summary>Nothing is left to play, or nobody there to play it to: end the session.</summary>
    EndSession = 256,
}

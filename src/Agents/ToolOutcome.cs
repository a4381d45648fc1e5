namespace CompliantVoiceProxy.Agents;

/// <summary>What the voice AI is told of its tool call. A closed list: nothing of a call can stand in it.</summary>
public enum ToolOutcome
{
    /// <summary>What was asked for is under way.</summary>
    Started,

    /// <summary>There is no such tool.</summary>
    UnknownTool,

    /// <summary>The arguments are not what the tool takes.</summary>
    InvalidArguments,

    /// <summary>What was asked for is done; of the answer the AI gets nothing.</summary>
    Done,

    /// <summary>Too much is asked for at a time, or what is under way forbids it.</summary>
    Busy,

    /// <summary>The back end cannot be reached, or failed so often that it is not asked for now: nothing was done.</summary>
    Unavailable,

    /// <summary>The back end refused the request.</summary>
    Refused,

    /// <summary>The back end failed, or answered what cannot be read; it is not known whether anything was done.</summary>
    Failed,

    /// <summary>The back end did not answer in time; it is not known whether anything was done.</summary>
    TimedOut,

    /// <summary>The caller spoke before it was done: it is not done.</summary>
    Interrupted,
}

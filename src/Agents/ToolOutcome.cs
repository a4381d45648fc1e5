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
}

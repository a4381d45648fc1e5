namespace CompliantVoiceProxy.Agents;

/// <summary>What the voice AI is told of something that it asked for. Of closed lists, or released: nothing else of a call can stand in it.</summary>
public abstract record AgentNotice;

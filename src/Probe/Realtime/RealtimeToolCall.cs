namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>A tool that the voice AI calls at the end of the answer to a message in writing.</summary>
/// <param name="Cue">What the message has in it, in any casing.</param>
/// <param name="Arguments">Written as they are: they need not be JSON.</param>
public sealed record RealtimeToolCall(string Cue, string Name, string Arguments);

namespace CompliantVoiceProxy.Media.Turns;

/// <summary>What a turn's clearance cost: the times since the endpointer decided that the caller's turn was over.</summary>
/// <param name="Explained">The last stretch had been transcribed.</param>
/// <param name="Decided">Detection, plan and masks were done.</param>
/// <param name="Durable">The audit record was on disk.</param>
/// <param name="Sent">The last cleared byte had been given to the voice AI's socket.</param>
/// <param name="Spoken">How long the turn was.</param>
public sealed record TurnTimings(TimeSpan Explained, TimeSpan Decided, TimeSpan Durable, TimeSpan Sent, TimeSpan Spoken);

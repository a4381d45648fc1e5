namespace CompliantVoiceProxy.Media.Turns;

/// <summary>How long a caller waited, from the endpointer's decision that the turn was over.</summary>
/// <param name="ToFiller">Until a filler was heard; null when none was needed.</param>
/// <param name="ToAnswer">Until the answer itself was heard.</param>
public sealed record AnswerTimings(TimeSpan? ToFiller, TimeSpan ToAnswer);

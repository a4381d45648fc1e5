namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>What a conversation's bench took down, in the order of its turns.</summary>
/// <param name="Answers">From the caller's last sound to the answer's first, at the caller, through the proxy.</param>
/// <param name="DirectAnswers">The same with the voice AI spoken to directly.</param>
/// <param name="Interruptions">From the first sound of an interruption to the answer's last.</param>
/// <param name="Losses">What followed when the voice AI died in mid-answer.</param>
internal sealed record ConversationTimes(
    IReadOnlyList<TimeSpan> Answers, IReadOnlyList<TimeSpan> DirectAnswers, IReadOnlyList<TimeSpan> Interruptions, IReadOnlyList<LossTimes> Losses);

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>What follows from an event in an answer's course.</summary>
/// <param name="Request">To be sent.</param>
/// <param name="IsTurnOver">A turn's answer is over, or will never come.</param>
internal readonly record struct AnswerStep(AnswerRequest Request, bool IsTurnOver = false);

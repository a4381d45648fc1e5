using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>One utterance of a dummy call and what came of it.</summary>
/// <param name="Answer">From the utterance's last word to the first sound of the answer, at the caller; null when none came.</param>
/// <param name="Whole">From the utterance's first word to the last sound of the answer; null when none came.</param>
internal sealed record DummyTurn(TestUtterance Said, TimeSpan? Answer, TimeSpan? Whole);

using System.Collections.Immutable;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What a dummy call was seen to come to. Holds nothing of what was said but the types of what was planted.</summary>
internal sealed record DummyOutcome
{
    /// <summary>As far as the call came; empty when it was not taken.</summary>
    public ImmutableArray<DummyTurn> Turns { get; init; } = [];

    /// <summary>How many turns there should have been.</summary>
    public required int TurnsMeant { get; init; }

    /// <summary>Types of planted values that could be read or heard in what left; empty too when nobody could look.</summary>
    public ImmutableArray<string> Survived { get; init; } = [];

    /// <summary>How much of the caller's sound was masked; null when nobody could look.</summary>
    public TimeSpan? Masked { get; init; }

    /// <summary>The latest of the answers; null when none came.</summary>
    public TimeSpan? LatestAnswer => Turns.Max(turn => turn.Answer);

    /// <param name="answerWithin">What an answer may take.</param>
    public MonitorVerdict Judge(TimeSpan answerWithin)
    {
        if (!Survived.IsEmpty)
        {
            return MonitorVerdict.Survived;
        }

        if (Turns.Count(turn => turn.Answer is not null) < TurnsMeant)
        {
            return MonitorVerdict.NoAnswer;
        }

        return LatestAnswer > answerWithin ? MonitorVerdict.Late : MonitorVerdict.Good;
    }
}

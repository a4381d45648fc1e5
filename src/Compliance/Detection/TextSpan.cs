namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>A stretch of a text in UTF-16 units: <paramref name="Start"/> is inside, <paramref name="End"/> is not.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;
}

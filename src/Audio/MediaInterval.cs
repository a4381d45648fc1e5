namespace CompliantVoiceProxy.Audio;

/// <summary>A stretch of media time: <paramref name="Start"/> is inside, <paramref name="End"/> is not.</summary>
public readonly record struct MediaInterval(MediaTime Start, MediaTime End)
{
    public MediaTime Duration => End - Start;

    public bool IsEmpty => End <= Start;

    public bool Contains(MediaTime time) => time >= Start && time < End;

    public bool Overlaps(MediaInterval other) => Start < other.End && other.Start < End;

    /// <summary>What both cover; empty when they do not overlap.</summary>
    public MediaInterval Intersect(MediaInterval other) =>
        new(MediaTime.Max(Start, other.Start), MediaTime.Min(End, other.End));

    /// <summary>The shortest interval that covers both.</summary>
    public MediaInterval Hull(MediaInterval other) =>
        new(MediaTime.Min(Start, other.Start), MediaTime.Max(End, other.End));

    public MediaInterval Pad(MediaTime before, MediaTime after) => new(Start - before, End + after);

    public override string ToString() => $"{Start}..{End}";
}

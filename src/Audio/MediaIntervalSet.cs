using System.Collections.Immutable;

namespace CompliantVoiceProxy.Audio;

/// <summary>A set of points on the media time line, kept as its fewest intervals: sorted, disjoint, none empty, none touching. Immutable.</summary>
public sealed class MediaIntervalSet : IEquatable<MediaIntervalSet>
{
    public static readonly MediaIntervalSet Empty = new([]);

    private MediaIntervalSet(ImmutableArray<MediaInterval> intervals) => Intervals = intervals;

    /// <summary>In order of time; between two of them there is always a gap.</summary>
    public ImmutableArray<MediaInterval> Intervals { get; }

    public bool IsEmpty => Intervals.IsEmpty;

    /// <summary>Sum of the intervals' durations.</summary>
    public MediaTime Total => new(Intervals.Sum(interval => interval.Duration.Ticks));

    /// <summary>The union of intervals in any order; empty ones add nothing.</summary>
    public static MediaIntervalSet Of(params IEnumerable<MediaInterval> intervals)
    {
        var merged = ImmutableArray.CreateBuilder<MediaInterval>();
        foreach (var interval in intervals.Where(interval => !interval.IsEmpty).OrderBy(interval => interval.Start))
        {
            if (merged.Count > 0 && interval.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1].Hull(interval);
            }
            else
            {
                merged.Add(interval);
            }
        }

        return merged.Count == 0 ? Empty : new(merged.ToImmutable());
    }

    public MediaIntervalSet Add(MediaInterval interval)
    {
        if (interval.IsEmpty)
        {
            return this;
        }

        var first = FirstEndingAtOrAfter(interval.Start);
        var next = first;
        while (next < Intervals.Length && Intervals[next].Start <= interval.End)
        {
            interval = interval.Hull(Intervals[next++]);
        }

        return new([.. Intervals.AsSpan()[..first], interval, .. Intervals.AsSpan()[next..]]);
    }

    public MediaIntervalSet Union(MediaIntervalSet other) => Of([.. Intervals, .. other.Intervals]);

    public MediaIntervalSet Except(MediaInterval interval) => Except(Of(interval));

    public MediaIntervalSet Except(MediaIntervalSet other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        var hull = new MediaInterval(Intervals[0].Start, Intervals[^1].End);
        return Intersect(other.ComplementWithin(hull));
    }

    public MediaIntervalSet Intersect(MediaInterval interval) => Intersect(Of(interval));

    public MediaIntervalSet Intersect(MediaIntervalSet other)
    {
        var common = ImmutableArray.CreateBuilder<MediaInterval>();
        for (int mine = 0, theirs = 0; mine < Intervals.Length && theirs < other.Intervals.Length;)
        {
            var (a, b) = (Intervals[mine], other.Intervals[theirs]);
            if (a.Overlaps(b))
            {
                common.Add(a.Intersect(b));
            }

            if (a.End < b.End)
            {
                mine++;
            }
            else
            {
                theirs++;
            }
        }

        return common.Count == 0 ? Empty : new(common.ToImmutable());
    }

    /// <summary>What of <paramref name="whole"/> is not in this set.</summary>
    public MediaIntervalSet ComplementWithin(MediaInterval whole)
    {
        var gaps = ImmutableArray.CreateBuilder<MediaInterval>();
        var from = whole.Start;
        for (var i = FirstEndingAtOrAfter(whole.Start); i < Intervals.Length && Intervals[i].Start < whole.End; i++)
        {
            if (Intervals[i].Start > from)
            {
                gaps.Add(new(from, Intervals[i].Start));
            }

            from = MediaTime.Max(from, Intervals[i].End);
        }

        if (from < whole.End)
        {
            gaps.Add(new(from, whole.End));
        }

        return gaps.Count == 0 ? Empty : new(gaps.ToImmutable());
    }

    public bool Contains(MediaTime time)
    {
        var i = FirstEndingAtOrAfter(time);
        return (i < Intervals.Length && Intervals[i].Contains(time)) || (i + 1 < Intervals.Length && Intervals[i + 1].Contains(time));
    }

    /// <summary>Whether every point of the interval is in the set; an empty interval is covered by any set.</summary>
    public bool Covers(MediaInterval interval)
    {
        var i = FirstEndingAtOrAfter(interval.End);
        return interval.IsEmpty || (i < Intervals.Length && Intervals[i].Start <= interval.Start);
    }

    /// <summary>Whether any point of the interval is in the set.</summary>
    public bool Overlaps(MediaInterval interval)
    {
        for (var i = FirstEndingAtOrAfter(interval.Start); i < Intervals.Length && Intervals[i].Start < interval.End; i++)
        {
            if (Intervals[i].Overlaps(interval) && !interval.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    public bool Equals(MediaIntervalSet? other) => other is not null && Intervals.AsSpan().SequenceEqual(other.Intervals.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as MediaIntervalSet);

    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(Intervals.Length, Intervals[0], Intervals[^1]);

    public override string ToString() => $"{{{string.Join(", ", Intervals)}}}";

    private int FirstEndingAtOrAfter(MediaTime time)
    {
        var (low, high) = (0, Intervals.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Intervals[middle].End < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

namespace CompliantVoiceProxy.Audio.Tests;

public sealed class MediaIntervalSetTests
{
    private static MediaInterval Of(long start, long end) => new(new(start), new(end));

    [Fact]
    public void Overlapping_and_touching_intervals_become_one()
    {
        var set = MediaIntervalSet.Of(Of(10, 20), Of(0, 5), Of(20, 30), Of(28, 29), Of(7, 7));

        set.Intervals.Should().Equal(Of(0, 5), Of(10, 30));
        set.Total.Should().Be(new MediaTime(25));
    }

    [Fact]
    public void What_is_taken_out_leaves_both_sides() =>
        MediaIntervalSet.Of(Of(0, 10), Of(20, 30)).Except(Of(5, 25)).Intervals.Should().Equal(Of(0, 5), Of(25, 30));

    [Fact]
    public void The_complement_is_what_is_missing_within_the_whole()
    {
        var set = MediaIntervalSet.Of(Of(0, 10), Of(20, 30));

        set.ComplementWithin(Of(-5, 25)).Intervals.Should().Equal(Of(-5, 0), Of(10, 20));
        MediaIntervalSet.Empty.ComplementWithin(Of(1, 2)).Intervals.Should().Equal(Of(1, 2));
        set.ComplementWithin(Of(2, 8)).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_set_covers_only_what_lies_inside_one_of_its_intervals()
    {
        var set = MediaIntervalSet.Of(Of(0, 10), Of(11, 20));

        set.Covers(Of(0, 10)).Should().BeTrue();
        set.Covers(Of(5, 15)).Should().BeFalse("the point 10 is missing");
        set.Contains(new(10)).Should().BeFalse();
        set.Contains(new(11)).Should().BeTrue();
        set.Overlaps(Of(10, 11)).Should().BeFalse();
        set.Overlaps(Of(9, 11)).Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_set_of_points(int seed)
    {
        var random = new Random(seed);
        var (set, points) = (MediaIntervalSet.Empty, new HashSet<long>());
        for (var step = 0; step < 2_000; step++)
        {
            var start = random.Next(0, 100);
            var interval = Of(start, start + random.Next(0, 15));
            var inside = Enumerable.Range(start, (int)interval.Duration.Ticks).Select(point => (long)point).ToHashSet();
            switch (random.Next(8))
            {
                case 0:
                    set = set.Intersect(MediaIntervalSet.Of(interval, Of(0, 60)));
                    points.IntersectWith(inside.Concat(Enumerable.Range(0, 60).Select(point => (long)point)));
                    break;
                case < 4:
                    set = set.Except(interval);
                    points.ExceptWith(inside);
                    break;
                default:
                    set = random.Next(2) == 0 ? set.Add(interval) : set.Union(MediaIntervalSet.Of(interval));
                    points.UnionWith(inside);
                    break;
            }

            set.Total.Ticks.Should().Be(points.Count);
            set.Covers(interval).Should().Be(inside.IsSubsetOf(points));
            set.Overlaps(interval).Should().Be(inside.Overlaps(points));
            set.ComplementWithin(interval).Total.Ticks.Should().Be(inside.Except(points).Count());
            Enumerable.Range(-1, 120).All(point => set.Contains(new(point)) == points.Contains(point)).Should().BeTrue();
            set.Should().Be(MediaIntervalSet.Of(set.Intervals));
            set.Intervals.Zip(set.Intervals.Skip(1)).All(pair => pair.First.End < pair.Second.Start).Should().BeTrue();
        }
    }
}

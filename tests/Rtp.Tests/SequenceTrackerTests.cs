namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class SequenceTrackerTests
{
    [Fact]
    public void The_count_goes_on_over_the_wrap()
    {
        var tracker = new SequenceTracker();
        for (var i = 0; i < 200_000; i++)
        {
            tracker.Advance((ushort)(65_000 + i)).Should().Be(i == 0 ? SequenceStep.Restarted : SequenceStep.Advanced);
        }

        (tracker.Highest - tracker.First).Should().Be(199_999);
    }

    [Fact]
    public void Repeated_and_misordered_numbers_do_not_move_it()
    {
        var tracker = new SequenceTracker();
        tracker.Advance(5);
        tracker.Advance(2_900).Should().Be(SequenceStep.Advanced, "a gap of less than 3,000 is loss");

        tracker.Advance(2_900).Should().Be(SequenceStep.Behind);
        tracker.Advance(2_801).Should().Be(SequenceStep.Behind);
        tracker.Highest.Should().Be(2_900);
    }

    [Fact]
    public void A_stray_number_is_believed_when_the_next_follows_it()
    {
        var tracker = new SequenceTracker();
        tracker.Advance(5);

        tracker.Advance(30_000).Should().Be(SequenceStep.Stray);
        tracker.Advance(6).Should().Be(SequenceStep.Advanced);
        tracker.Advance(30_001).Should().Be(SequenceStep.Stray, "the count went on meanwhile");
        tracker.Advance(30_002).Should().Be(SequenceStep.Restarted);
        tracker.First.Should().Be(30_002);
    }
}

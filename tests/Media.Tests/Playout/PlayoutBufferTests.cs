using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Playout;

namespace CompliantVoiceProxy.Media.Tests.Playout;

public sealed class PlayoutBufferTests
{
    private readonly PlayoutBuffer _buffer = new(8000, MediaTime.FromSeconds(1));
    private readonly short[] _frame = new short[160];

    [Fact]
    public void What_was_played_is_counted_for_the_item_that_was_heard_and_not_for_what_waits()
    {
        _buffer.Add("one", new short[240]);
        _buffer.Add("two", new short[400]);

        _buffer.Take(_frame).Should().Be(160);
        (_buffer.ItemId, _buffer.Played).Should().Be(("one", MediaTime.FromMilliseconds(20)));
        _buffer.Take(_frame).Should().Be(160);
        (_buffer.ItemId, _buffer.Played).Should().Be(("two", MediaTime.FromMilliseconds(10)));
    }

    [Fact]
    public void A_frame_that_the_AI_has_not_filled_ends_in_zeros()
    {
        Array.Fill(_frame, (short)7);
        _buffer.Add("one", Enumerable.Repeat((short)5, 100).ToArray());

        _buffer.Take(_frame).Should().Be(100);
        _frame[..100].Should().OnlyContain(sample => sample == 5);
        _frame[100..].Should().OnlyContain(sample => sample == 0);
        _buffer.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void After_a_barge_in_nothing_of_the_answer_is_left()
    {
        _buffer.Add("one", new short[4000]);
        _buffer.Take(_frame);
        _buffer.Clear();

        _buffer.IsEmpty.Should().BeTrue();
        _buffer.Take(_frame).Should().Be(0);
        _buffer.ItemId.Should().BeNull();
    }

    [Fact]
    public void A_buffer_that_holds_its_capacity_says_so()
    {
        _buffer.Add("one", new short[8000]);
        _buffer.IsFull.Should().BeTrue();
        _buffer.Take(_frame);
        _buffer.IsFull.Should().BeFalse();
    }
}

using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Tests.Voice;

public sealed class EndpointerTests
{
    private readonly Endpointer _endpointer = new(new EndpointingOptions
    {
        Onset = TimeSpan.FromMilliseconds(60),
        EndSilence = TimeSpan.FromMilliseconds(800),
        LongestTurn = TimeSpan.FromSeconds(30),
    });

    private int _frame;

    [Fact]
    public void Speech_begins_a_turn_within_100_ms()
    {
        Hear(10, 0f).Should().BeEmpty();

        Hear(3, 0.9f).Should().Equal((11, EndpointEvent.TurnBegan));

        _endpointer.TurnStart!.Value.TotalMilliseconds.Should().Be(10 * 32, "the turn began with the first frame of speech");
    }

    [Fact]
    public void A_click_begins_no_turn()
    {
        Hear(1, 0.9f).Should().BeEmpty();
        Hear(1, 0f).Should().BeEmpty();
        Hear(1, 0.9f).Should().BeEmpty();
        _endpointer.TurnStart.Should().BeNull();
    }

    [Fact]
    public void Silence_of_the_set_length_ends_the_turn()
    {
        Hear(20, 0.9f);
        Hear(24, 0f).Should().BeEmpty();
        _endpointer.Silence.TotalMilliseconds.Should().Be(24 * 32);

        Hear(1, 0f).Should().Equal((44, EndpointEvent.TurnEnded));

        _endpointer.SpeechEnd.TotalMilliseconds.Should().Be(20 * 32);
        _endpointer.TurnStart.Should().BeNull();
        _endpointer.Silence.Should().Be(MediaTime.Zero);
    }

    [Fact]
    public void A_pause_to_think_does_not_end_it()
    {
        Hear(20, 0.9f);
        Hear(20, 0f).Should().BeEmpty();
        Hear(20, 0.9f).Should().BeEmpty();
        Hear(24, 0f).Should().BeEmpty();
        Hear(1, 0f).Should().ContainSingle().Which.Event.Should().Be(EndpointEvent.TurnEnded);
    }

    [Fact]
    public void A_turn_that_never_pauses_ends_and_the_next_begins()
    {
        List<(int Frame, EndpointEvent Event)> events = Hear(1000, 0.9f);

        events.Select(e => e.Event).Should().Equal(EndpointEvent.TurnBegan, EndpointEvent.TurnEnded, EndpointEvent.TurnBegan);
        (events[1].Frame * 32 / 1000.0).Should().BeApproximately(30, 0.1);
    }

    private List<(int Frame, EndpointEvent Event)> Hear(int frames, float probability)
    {
        var events = new List<(int, EndpointEvent)>();
        for (int i = 0; i < frames; i++, _frame++)
        {
            var frame = new MediaInterval(MediaTime.FromMilliseconds(_frame * 32), MediaTime.FromMilliseconds((_frame + 1) * 32));
            if (_endpointer.Add(frame, probability) is not EndpointEvent.None and var happened)
            {
                events.Add((_frame, happened));
            }
        }

        return events;
    }
}

using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Caller;

namespace CompliantVoiceProxy.Media.Tests.Caller;

public sealed class UnhearableTests
{
    private readonly Unhearable _unhearable = new();

    [Fact]
    public void Losses_count_by_their_run_and_a_packet_between_them_begins_another()
    {
        _unhearable.AddLoss(Milliseconds(100, 120)).Should().BeNull();
        _unhearable.AddLoss(Milliseconds(120, 140)).Should().BeNull();
        _unhearable.AddLoss(Milliseconds(160, 180)).Should().BeNull("a packet came between");
        _unhearable.AddLoss(Milliseconds(180, 200)).Should().BeNull();
        _unhearable.AddLoss(Milliseconds(200, 220)).Should().Be((Milliseconds(100, 280), ReleaseReason.AudioLost));
        _unhearable.AddLoss(Milliseconds(220, 240)).Should().Be((Milliseconds(100, 300), ReleaseReason.AudioLost));

        _unhearable.From(MediaTime.Zero).Should().Equal((Milliseconds(100, 300), ReleaseReason.AudioLost));
    }

    [Fact]
    public void A_turn_gets_what_reaches_past_its_start()
    {
        _unhearable.AddKey(Milliseconds(0, 100));
        _unhearable.AddKey(Milliseconds(0, 200)); // the same key, held longer
        _unhearable.AddKey(Milliseconds(300, 400));

        _unhearable.From(MediaTime.FromMilliseconds(150)).Should().Equal(
            (Milliseconds(0, 200), ReleaseReason.TelephoneEvent), (Milliseconds(300, 400), ReleaseReason.TelephoneEvent));
        _unhearable.From(MediaTime.FromMilliseconds(200)).Should().Equal((Milliseconds(300, 400), ReleaseReason.TelephoneEvent));
    }

    private static MediaInterval Milliseconds(int start, int end) => new(MediaTime.FromMilliseconds(start), MediaTime.FromMilliseconds(end));
}

using CompliantVoiceProxy.Probe.Caller;

namespace CompliantVoiceProxy.Probe.Tests.Caller;

public sealed class CallerPartsTests
{
    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Fact]
    public void A_recording_puts_packets_where_their_timestamps_say()
    {
        var recording = new CallRecording(8_000);
        recording.Add(uint.MaxValue - 79, [1, 1], Ms(10));
        recording.Add(80, [3, 3], Ms(31));
        recording.Add(0, [2, 2], Ms(32));

        var samples = recording.ToWav().Samples.ToArray();

        samples.Length.Should().Be(80 + 160 + 2);
        (samples[79], samples[80], samples[160], samples[161], samples[240]).Should().Be(((short)0, (short)1, (short)2, (short)2, (short)3));
    }

    [Fact]
    public void A_new_time_line_goes_on_where_it_arrives()
    {
        var recording = new CallRecording(8_000);
        recording.Add(0, [1], Ms(0));
        recording.Add(1_000_000, [2], Ms(100));
        recording.Add(1_000_160, [3], Ms(125));

        var samples = recording.ToWav().Samples.ToArray();

        (samples[800], samples[960], samples.Length).Should().Be(((short)2, (short)3, 961));
    }

    [Fact]
    public void Sounds_play_one_after_the_other_without_a_gap()
    {
        var queue = new SoundQueue();
        var first = queue.Add(new short[] { 1, 2, 3 });
        var second = queue.Add(new short[] { 4, 5, 6 });
        var frame = new short[4];

        queue.Take(frame, Ms(100), Ms(20));
        frame.Should().Equal(1, 2, 3, 4);
        first.IsCompletedSuccessfully.Should().BeTrue();
        second.IsCompleted.Should().BeFalse();
        queue.Take(frame, Ms(120), Ms(20));

        frame.Should().Equal(5, 6, 0, 0);
        second.IsCompletedSuccessfully.Should().BeTrue();
        queue.Take(frame, Ms(140), Ms(20));
        frame.Should().AllBeEquivalentTo((short)0);
    }

    [Fact]
    public void Speech_begins_with_its_first_loud_frame_and_ends_with_its_last_after_the_wait()
    {
        var meter = new SpeechMeter(-45, Ms(700));

        meter.Hear(-20, Ms(0), Ms(20)).Should().BeNull("a click is no speech");
        meter.Hear(-60, Ms(20), Ms(20)).Should().BeNull();
        meter.Hear(-20, Ms(40), Ms(20)).Should().BeNull();
        meter.Hear(-20, Ms(60), Ms(20)).Should().Be(Ms(40));
        meter.Hear(-60, Ms(80), Ms(20)).Should().BeNull();
        meter.Hear(-20, Ms(500), Ms(20)).Should().BeNull("it goes on after a pause");
        meter.Advance(Ms(1_219)).Should().BeNull();
        meter.Advance(Ms(1_220)).Should().Be(new HeardSpeech(Ms(40), Ms(520)));
        meter.Advance(Ms(5_000)).Should().BeNull();
    }
}

using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Tests.Voice;

public sealed class StretchSegmenterTests
{
    private static readonly SegmentationOptions _options = new()
    {
        Pause = TimeSpan.FromMilliseconds(400),
        PreRoll = TimeSpan.FromMilliseconds(250),
        PostRoll = TimeSpan.FromMilliseconds(250),
        LongestStretch = TimeSpan.FromSeconds(8),
        CutWithin = TimeSpan.FromSeconds(3),
        ForeseenAfter = TimeSpan.FromMilliseconds(150),
    };

    [Fact]
    public void A_stretch_ends_at_the_first_pause_that_is_long_enough()
    {
        // 1 s of silence, then speech with a short and a long pause in it. A frame is 32 ms.
        IReadOnlyList<SpeechStretch> stretches = Cut((31, 0f), (20, 0.9f), (10, 0f), (20, 0.9f), (20, 0f), (20, 0.9f));

        stretches.Should().HaveCount(2);
        stretches[0].Voiced.Should().Equal(Frames(31, 51), Frames(61, 81));
        stretches[0].Interval.Start.TotalMilliseconds.Should().Be(31 * 32 - 250);
        stretches[0].Interval.End.TotalMilliseconds.Should().Be(81 * 32 + 250);
        stretches[1].Voiced.Should().Equal(Frames(101, 121));
    }

    [Fact]
    public void A_stretch_is_foreseen_once_a_pause_exactly_as_it_is_when_it_ends()
    {
        var segmenter = new StretchSegmenter(_options);
        var foreseen = new List<SpeechStretch>();
        var ended = new List<SpeechStretch>();
        var at = 0;
        foreach (var (count, probability) in new[] { (10, 0f), (20, 0.9f), (9, 0f), (20, 0.9f), (20, 0f) }) // a pause of 288 ms, and one that ends it
        {
            for (var end = at + count; at < end; at++)
            {
                if (segmenter.Add(Frames(at, at + 1), probability, power: 0) is { } stretch)
                {
                    ended.Add(stretch);
                }

                if (segmenter.Foresee() is { } ahead)
                {
                    foreseen.Add(ahead);
                }
            }
        }

        foreseen.Should().HaveCount(2);
        foreseen[0].Interval.End.TotalMilliseconds.Should().Be(30 * 32 + 250);
        var last = ended.Should().ContainSingle().Subject;
        foreseen[1].Interval.Should().Be(last.Interval);
        foreseen[1].Voiced.Should().Equal(last.Voiced);
    }

    [Fact]
    public void Stretches_do_not_overlap_where_pre_roll_meets_post_roll()
    {
        IReadOnlyList<SpeechStretch> stretches = Cut((20, 0.9f), (13, 0f), (20, 0.9f), (20, 0f));

        stretches.Should().HaveCount(2);
        stretches[1].Interval.Start.Should().Be(stretches[0].Interval.End);
    }

    [Fact]
    public void Speech_goes_on_while_it_is_only_a_little_less_probable()
    {
        Cut((20, 0.9f), (20, 0.3f), (20, 0f)).Should().ContainSingle().Which.Voiced.Should().Equal(Frames(0, 40));
        Cut((20, 0.3f), (20, 0f)).Should().BeEmpty("speech begins higher than it goes on");
    }

    [Fact]
    public void A_stretch_without_a_pause_is_cut_at_its_quietest_point_and_goes_on_there()
    {
        var segmenter = new StretchSegmenter(_options);
        var stretches = new List<SpeechStretch>();
        for (int frame = 0; frame < 400; frame++)
        {
            float power = frame == 200 ? 0.001f : 0.1f;
            if (segmenter.Add(Frames(frame, frame + 1), 0.9f, power) is { } stretch)
            {
                stretches.Add(stretch);
            }
        }

        stretches[0].Interval.End.TotalMilliseconds.Should().Be(200.5 * 32);
        stretches[0].Voiced.Should().Equal(new MediaInterval(MediaTime.Zero, MediaTime.FromMilliseconds(200.5 * 32)));
        segmenter.OpenSince.Should().Be(stretches[^1].Interval.End);
    }

    [Fact]
    public void What_is_open_is_closed_by_a_flush()
    {
        var segmenter = new StretchSegmenter(_options);
        segmenter.Flush().Should().BeNull();
        segmenter.OpenSince.Should().BeNull();

        segmenter.Add(Frames(0, 1), 0.9f, 0.1f);

        segmenter.OpenSince.Should().Be(MediaTime.Zero);
        segmenter.Flush()!.Interval.Should().Be(Frames(0, 1));
        segmenter.Flush().Should().BeNull();
    }

    [Fact]
    public void Every_voiced_frame_is_in_exactly_one_stretch_however_the_speech_falls()
    {
        var random = new Random(7);
        for (int round = 0; round < 50; round++)
        {
            var segmenter = new StretchSegmenter(_options);
            var stretches = new List<SpeechStretch>();
            var voicedTicks = 0L;
            float probability = 0;
            for (int frame = 0; frame < 1500; frame++)
            {
                probability = random.NextDouble() < 0.05 ? 1 - probability : probability;
                voicedTicks += probability > 0.5 ? Frames(0, 1).Duration.Ticks : 0;
                if (segmenter.Add(Frames(frame, frame + 1), probability, random.NextSingle()) is { } stretch)
                {
                    stretches.Add(stretch);
                }
            }

            if (segmenter.Flush() is { } last)
            {
                stretches.Add(last);
            }

            stretches.Zip(stretches.Skip(1)).Should().OnlyContain(pair => pair.First.Interval.End <= pair.Second.Interval.Start);
            stretches.Should().OnlyContain(stretch => stretch.Interval.Duration.TotalSeconds <= 8.1);
            stretches.Sum(stretch => stretch.Voiced.Sum(voiced => voiced.Duration.Ticks)).Should().Be(voicedTicks);
        }
    }

    private static List<SpeechStretch> Cut(params (int Count, float Probability)[] runs)
    {
        var segmenter = new StretchSegmenter(_options);
        var stretches = new List<SpeechStretch>();
        int frame = 0;
        foreach ((int count, float probability) in runs)
        {
            for (int i = 0; i < count; i++, frame++)
            {
                if (segmenter.Add(Frames(frame, frame + 1), probability, power: 0.1f) is { } stretch)
                {
                    stretches.Add(stretch);
                }
            }
        }

        if (segmenter.Flush() is { } last)
        {
            stretches.Add(last);
        }

        return stretches;
    }

    private static MediaInterval Frames(int first, int end) =>
        new(MediaTime.FromMilliseconds(first * 32), MediaTime.FromMilliseconds(end * 32));
}

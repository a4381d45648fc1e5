namespace CompliantVoiceProxy.Rtp.Tests;

public sealed class JitterBufferTests
{
    private static JitterBuffer Create() => new(new JitterBufferOptions());

    private static JitterPutResult Put(JitterBuffer buffer, byte[] datagram, double milliseconds)
    {
        var packet = Packets.View(datagram);
        return buffer.Put(packet, packet.Payload.Length, Packets.Ms(milliseconds));
    }

    /// <summary>Number of the packet played at that tick, or what was played instead.</summary>
    private static string Take(JitterBuffer buffer, double milliseconds, bool isQuiet = false)
    {
        var frame = buffer.Take(Packets.Ms(milliseconds), isQuiet);
        return frame.Kind is JitterFrameKind.Packet ? $"{Packets.Number(frame.Payload)}" : $"{frame.Kind}";
    }

    [Fact]
    public void Packets_are_played_in_order_after_the_first_delay()
    {
        var buffer = Create();
        var played = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i).Should().Be(JitterPutResult.Stored);
            played.Add(Take(buffer, (20 * i) + 5));
        }

        played.Should().Equal("Silent", "Silent", "0", "1", "2", "3", "4", "5");
        buffer.Delay(Packets.Ms(145)).Should().Be(Packets.Ms(25), "packet 6 came, or could have come, 25 ms ago");
    }

    [Fact]
    public void Reordered_packets_are_put_right_and_duplicates_are_dropped()
    {
        var buffer = Create();
        foreach (var (number, at) in new[] { (1, 0), (0, 1), (0, 2), (3, 20), (2, 21), (3, 22) })
        {
            Put(buffer, Packets.Audio(number), at);
        }

        new[] { 62, 82, 102, 122 }.Select(at => Take(buffer, at)).ToArray().Should().Equal("0", "1", "2", "3");
        Put(buffer, Packets.Audio(3), 125).Should().Be(JitterPutResult.Duplicate);
        buffer.DuplicateCount.Should().Be(3);
        buffer.LostCount.Should().Be(0);
    }

    [Fact]
    public void A_missing_packet_is_lost_and_late_when_it_comes_after_its_time()
    {
        var buffer = Create();
        foreach (var number in new[] { 0, 1, 3, 4 })
        {
            Put(buffer, Packets.Audio(number), 20 * number);
        }

        new[] { 40, 60, 80, 100 }.Select(at => Take(buffer, at)).ToArray().Should().Equal("0", "1", "Lost", "3");
        Put(buffer, Packets.Audio(2), 101).Should().Be(JitterPutResult.Late);
        Take(buffer, 120).Should().Be("4");
        (buffer.LostCount, buffer.LateCount).Should().Be((1L, 1L));
    }

    [Fact]
    public void A_pause_of_the_sender_is_silence_and_not_loss()
    {
        var buffer = Create();
        Put(buffer, Packets.Audio(0), 0);
        Put(buffer, Packets.Audio(1), 20);
        new[] { 40, 60 }.Select(at => Take(buffer, at)).ToArray().Should().Equal("0", "1");

        // Number 2 in sequence, but 200 ms later on the time line; until it comes, nobody knows that nothing was sent.
        new[] { 80, 100, 120, 140, 160, 180, 200, 220 }.Select(at => Take(buffer, at)).ToArray().Should().AllBe("Lost");
        var afterPause = new byte[RtpHeader.Size + 160];
        new RtpHeader(0, Marker: true, unchecked((ushort)(65_500 + 2)), unchecked(4_294_960_000 + (12 * 160)), 1).Write(afterPause);
        Put(buffer, afterPause, 235);

        new[] { 240, 260 }.Select(at => Take(buffer, at)).ToArray().Should().AllBe("Silent");
        new[] { 280, 300 }.Select(at => Take(buffer, at)).ToArray().Should().Contain("0");
    }

    [Fact]
    public void A_telephone_event_between_audio_is_no_loss()
    {
        var buffer = Create();
        for (var i = 0; i < 30; i++)
        {
            var packet = Packets.View(Packets.Audio(i));
            if (i is >= 10 and < 20)
            {
                buffer.PutOther(packet.Header);
            }
            else
            {
                buffer.Put(packet, 160, Packets.Ms(20 * i));
            }

            var heard = Take(buffer, (20 * i) + 5);
            heard.Should().NotBe("Lost", "at packet {0}", i);
        }

        buffer.LostCount.Should().Be(0);
    }

    [Fact]
    public void A_stream_that_dries_up_is_lost_for_a_second_then_silent_and_starts_again_with_a_fresh_delay()
    {
        var buffer = Create();
        for (var i = 0; i < 10; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i);
            Take(buffer, (20 * i) + 1);
        }

        var frames = Enumerable.Range(10, 100).Select(i => Take(buffer, (20 * i) + 1)).SkipWhile(frame => frame != "Lost").ToArray();
        frames.Count(frame => frame == "Lost").Should().Be(50);
        frames[^1].Should().Be("Silent");

        for (var i = 110; i < 120; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i);
        }

        Enumerable.Range(0, 4).Select(i => Take(buffer, 2_380 + (20 * i))).ToArray().Should().Equal("110", "111", "112", "113");
    }

    [Fact]
    public void Another_SSRC_or_time_line_starts_anew()
    {
        var buffer = Create();
        for (var i = 0; i < 10; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i);
            Take(buffer, (20 * i) + 1);
        }

        Put(buffer, Packets.Audio(100, ssrc: 2, firstSequence: 7, firstTimestamp: 12_345), 200);
        new[] { 201, 221, 241 }.Select(at => Take(buffer, at)).ToArray().Should().Equal("Silent", "Silent", "100");

        Put(buffer, Packets.Audio(101, ssrc: 2, firstSequence: 7, firstTimestamp: 999_999_999), 260);
        new[] { 261, 281, 301 }.Select(at => Take(buffer, at)).ToArray().Should().Equal("Silent", "Silent", "101");
    }

    [Fact]
    public void Packets_longer_and_shorter_than_a_tick_play_whole()
    {
        foreach (var samples in new[] { 80, 240, 320, 480 })
        {
            var (buffer, next, ready) = (Create(), 0, 0);
            for (var tick = 0; tick < 500; tick++)
            {
                for (; next * samples <= tick * 160; next++)
                {
                    Put(buffer, Packets.Audio(next, samples: samples), next * samples / 8.0);
                }

                for (; ready < 160; )
                {
                    ready += buffer.Take(Packets.Ms((tick * 20) + 1)).Duration;
                }

                ready -= 160;
            }

            buffer.LostCount.Should().Be(0, "of packets of {0} samples", samples);
            buffer.LateCount.Should().Be(0);
        }
    }

    [Fact]
    public void A_burst_after_a_stall_is_cut_to_what_the_delay_allows()
    {
        var buffer = Create();
        for (var i = 0; i < 100; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i);
            Take(buffer, (20 * i) + 1);
        }

        for (var tick = 100; tick < 200; tick++)
        {
            Take(buffer, (20 * tick) + 1);
        }

        for (var i = 100; i < 200; i++)
        {
            Put(buffer, Packets.Audio(i), 4_000);
        }

        Take(buffer, 4_001);
        buffer.Delay(Packets.Ms(4_001)).Should().BeLessThanOrEqualTo(new JitterBufferOptions().MaxDelay + Packets.Ms(20));
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(2, 15, 0, 0)]
    [InlineData(3, 60, 0, 0)]
    [InlineData(4, 20, 5, 3)]
    [InlineData(5, 80, 10, 5)]
    [InlineData(6, 150, 2, 1)]
    public void An_hour_over_a_bad_network_stays_in_order_within_bounds_and_loses_little_more_than_the_network(
        int seed, int jitterMilliseconds, int lossPercent, int duplicatePercent)
    {
        const int Packets = 180_000;
        var random = new Random(seed);
        var line = new SimulatedLine(random, jitterMilliseconds, lossPercent, duplicatePercent);
        var arrivals = Enumerable.Range(0, Packets).SelectMany(line.Send).OrderBy(arrival => arrival.At).ToArray();
        var sent = arrivals.Select(arrival => arrival.Number).Distinct().Count();

        var (buffer, next, last, played, longest) = (Create(), 0, -1, 0, TimeSpan.Zero);
        var options = new JitterBufferOptions();
        for (var tick = 0; tick < Packets; tick++)
        {
            var now = Rtp.Tests.Packets.Ms((20 * tick) + 7.3);
            for (; next < arrivals.Length && arrivals[next].At <= now; next++)
            {
                var packet = Rtp.Tests.Packets.View(Rtp.Tests.Packets.Audio(arrivals[next].Number));
                buffer.Put(packet, 160, arrivals[next].At);
            }

            var frame = buffer.Take(now, isQuiet: tick % 100 > 70);
            if (frame.Kind is JitterFrameKind.Packet)
            {
                var number = Rtp.Tests.Packets.Number(frame.Payload);
                number.Should().BeGreaterThan(last);
                (last, played) = (number, played + 1);
            }

            longest = buffer.Delay(now) > longest ? buffer.Delay(now) : longest;
        }

        longest.Should().BeLessThanOrEqualTo(options.MaxDelay + options.Frame + options.Frame);
        (played + buffer.LateCount + buffer.SkippedCount).Should().BeCloseTo(sent, 20, "each packet that came was played, late or left out");
        ((double)played / sent).Should().BeGreaterThan(jitterMilliseconds == 0 ? 0.9999 : 0.96);
        if (jitterMilliseconds <= 15)
        {
            buffer.LostCount.Should().BeLessThan(18, "one in ten thousand");
        }

        TestContext.Current.SendDiagnosticMessage(
            $"jitter {jitterMilliseconds} ms, loss {lossPercent}%: played {played} of {sent}, late {buffer.LateCount}, skipped {buffer.SkippedCount}, target {buffer.TargetDelay.TotalMilliseconds:0} ms, longest {longest.TotalMilliseconds:0} ms");
    }

    [Theory]
    [InlineData(1.0002)]
    [InlineData(0.9998)]
    public void A_drifting_clock_is_followed_for_an_hour_without_loss(double rate)
    {
        var buffer = Create();
        var next = 0;
        for (var tick = 0; tick < 180_000; tick++)
        {
            var now = (20.0 * tick) + 3;
            for (; next * 20 * rate <= now; next++)
            {
                Put(buffer, Packets.Audio(next), next * 20 * rate);
            }

            buffer.Take(Packets.Ms(now), isQuiet: tick % 50 > 40);
        }

        buffer.LostCount.Should().Be(0);
        buffer.LateCount.Should().Be(0);
        buffer.SkippedCount.Should().BeLessThan(45, "0.72 s of drift is 36 frames");
        buffer.Delay(Packets.Ms(20 * 180_000)).Should().BeLessThan(Packets.Ms(80));
    }

    [Fact]
    public void A_route_that_gets_slower_costs_a_few_frames_and_one_that_gets_quicker_none()
    {
        var (buffer, next) = (Create(), 0);
        var lost = new List<long>();
        for (var tick = 0; tick < 3_000; tick++)
        {
            var now = (20.0 * tick) + 3;
            for (; next < 3_000 && (next * 20) + Route(next) <= now; next++)
            {
                Put(buffer, Packets.Audio(next), (next * 20) + Route(next));
            }

            buffer.Take(Packets.Ms(now), isQuiet: tick % 50 > 40);
            lost.Add(buffer.LostCount);
        }

        lost[990].Should().Be(0);
        (lost[1_990] - lost[990]).Should().BeInRange(1, 15);
        (lost[^20] - lost[1_990]).Should().Be(0);
        buffer.Delay(Packets.Ms(60_000)).Should().BeLessThan(Packets.Ms(60));

        static int Route(int number) => number is >= 1_000 and < 2_000 ? 130 : 30;
    }

    [Fact]
    public void The_position_says_where_another_timestamp_will_be_played()
    {
        var buffer = Create();
        buffer.Position(TimeSpan.Zero).Should().BeNull();
        for (var i = 0; i < 5; i++)
        {
            Put(buffer, Packets.Audio(i), 20 * i);
            Take(buffer, (20 * i) + 1);
        }

        // At 81 ms packet 2 has just been played: an event that starts with packet 4 is a frame after what is next.
        var start = Packets.View(Packets.Audio(4)).Header.Timestamp;
        ((int)(start - buffer.Position(Packets.Ms(81))!.Value)).Should().Be(160);
    }

    /// <summary>A line with exponential jitter on top of a fixed delay, loss and duplicates.</summary>
    private sealed class SimulatedLine(Random random, int jitterMilliseconds, int lossPercent, int duplicatePercent)
    {
        public IEnumerable<(TimeSpan At, int Number)> Send(int number)
        {
            if (random.Next(100) >= lossPercent)
            {
                yield return (Arrive(number), number);
                if (random.Next(100) < duplicatePercent)
                {
                    yield return (Arrive(number), number);
                }
            }
        }

        private TimeSpan Arrive(int number) =>
            Packets.Ms((20 * number) + 30 + Math.Min(400, jitterMilliseconds / 4.0 * -Math.Log(1 - random.NextDouble())));
    }
}

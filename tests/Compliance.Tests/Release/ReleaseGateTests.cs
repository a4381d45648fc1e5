using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

public sealed class ReleaseGateTests
{
    [Fact]
    public async Task Covered_words_leave_as_they_were_said_and_an_identifier_leaves_as_the_mask_alone()
    {
        var call = new GateFixture();
        call.Hear(4);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("card", 0.5, 0.9);
        call.Say("4111", 1.2, 1.8);
        call.Say("1111", 2.0, 2.6);
        call.Say("thanks", 3.0, 3.4);

        var release = await call.EndTurnAsync(4);

        release.Audio.Interval.Should().Be(GateFixture.Interval(0, 4));
        release.Audio.Samples.Length.Should().Be(4 * 8000);
        GateFixture.IsOriginal(release.Audio, 0.7).Should().BeTrue();
        GateFixture.IsOriginal(release.Audio, 3.2).Should().BeTrue();
        for (var sample = (int)(1.175 * 8000); sample < (int)(2.625 * 8000); sample++)
        {
            release.Audio.Samples.Span[sample].Should().Be((short)Math.Round(8231 * Math.Sin(2 * Math.PI * 1000 / 8000 * sample)), "sample {0}", sample);
        }

        release.Text!.Text.Should().Be("card [CREDIT_CARD_1] thanks");
    }

    [Fact]
    public async Task Where_an_identifier_was_announced_and_none_was_found_only_a_word_that_is_surely_heard_leaves()
    {
        var call = new GateFixture(minimumConfidence: 0.2f);
        call.Detector.Announces = "doctor";
        call.Hear(5);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("my", 0.2, 0.6, 0.45f);
        call.Say("doctor", 0.8, 1.2, 0.45f);
        call.Say("and", 1.4, 1.8, 0.95f);
        call.Say("mold", 2.0, 2.4, 0.45f);
        call.Say("gold", 2.6, 3.0, float.NaN);

        var release = await call.EndTurnAsync(5);

        release.Text!.Text.Should().Be("my doctor and [inaudible]");
        GateFixture.IsOriginal(release.Audio, 1.6).Should().BeTrue();
        GateFixture.IsOriginal(release.Audio, 2.2).Should().BeFalse();
        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items.Should().Contain(item => item.Reason == AuditLabel.Of(ReleaseReason.Announced));
    }

    [Fact]
    public async Task Silence_is_made_new_and_never_forwarded()
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);

        var release = await call.EndTurnAsync(2);

        release.Audio.Samples.ToArray().Should().OnlyContain(sample => Math.Abs((int)sample) < 100);
    }

    [Fact]
    public async Task Voice_that_no_word_explains_leaves_as_a_mask_and_is_recorded_as_such()
    {
        var call = new GateFixture(MaskSound.Silence);
        call.Hear(3);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Gate.Evidence.AddVoiced(GateFixture.Interval(1, 2));

        var release = await call.EndTurnAsync(3);

        release.Audio.Samples.ToArray()[8000..16000].Should().OnlyContain(sample => sample == 0);
        release.Text!.Text.Should().Be("[inaudible]");
        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items
            .Should().Contain(item => item.Reason == AuditLabel.Of(ReleaseReason.Unexplained));
    }

    [Theory]
    [InlineData(0.49f, false)]
    [InlineData(float.NaN, false)]
    [InlineData(0.5f, true)]
    public async Task A_word_leaves_only_with_sufficient_confidence(float confidence, bool leaves)
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("refill", 0.5, 1.0, confidence);

        var release = await call.EndTurnAsync(2);

        GateFixture.IsOriginal(release.Audio, 0.75).Should().Be(leaves);
        release.Text!.Text.Should().Be(leaves ? "refill" : "[inaudible]");
    }

    [Fact]
    public void While_a_number_may_go_on_its_beginning_is_not_released()
    {
        var call = new GateFixture();
        call.Hear(3);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.2, 0.5);
        call.Say("4111", 1.0, 1.5);

        var first = call.Gate.Advance(MediaTime.FromSeconds(2));
        var second = call.Gate.Advance(MediaTime.FromSeconds(2.5));

        first!.Plan.Interval.End.Should().Be(MediaTime.FromSeconds(0.86), "what the number's first word decides begins there");
        second.Should().BeNull();
    }

    [Fact]
    public async Task Releases_of_a_turn_lie_end_to_end_and_a_mask_goes_on_across_them()
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.2, 0.5);
        var first = await call.Gate.ReleaseAsync(call.Gate.Advance(MediaTime.FromSeconds(1.2))!, CancellationToken.None);
        call.Hear(2);
        call.Say("Sarah", 1.4, 1.9);
        var second = await call.EndTurnAsync(4);

        second.Audio.Interval.Start.Should().Be(first.Audio.Interval.End);
        second.Text!.Text.Should().Be("hello [PERSON_1]");
        GateFixture.IsOriginal(second.Audio, 1.6).Should().BeFalse();
    }

    [Fact]
    public async Task Overwriting_the_hold_buffer_after_a_release_does_not_change_what_is_sent()
    {
        var call = new GateFixture(holdSeconds: 3);
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("refill", 0.5, 1.0);
        var pending = call.Gate.EndTurn(MediaTime.FromSeconds(2));
        call.Hear(10);

        var release = await call.Gate.ReleaseAsync(pending, CancellationToken.None);
        var before = release.Audio.Samples.ToArray();
        call.Hear(10);

        GateFixture.IsOriginal(release.Audio, 0.75).Should().BeTrue();
        release.Audio.Samples.ToArray().Should().Equal(before);
    }

    [Fact]
    public async Task What_waited_longer_than_the_buffer_holds_leaves_as_a_mask()
    {
        var call = new GateFixture(MaskSound.Silence, holdSeconds: 2);
        call.Hear(1);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("refill", 0.2, 0.8);
        call.Hear(5);

        var release = await call.EndTurnAsync(6);

        release.Audio.Samples.ToArray()[..8000].Should().OnlyContain(sample => Math.Abs((int)sample) < 100);
        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items
            .Should().Contain(item => item.Reason == AuditLabel.Of(ReleaseReason.HoldOverflow));
    }

    [Fact]
    public async Task Nothing_is_handed_out_before_its_record_is_durable()
    {
        var audit = new HeldAudit();
        var call = new GateFixture(audit: audit);
        call.Hear(1);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.2, 0.6);

        var releasing = call.Gate.ReleaseAsync(call.Gate.EndTurn(MediaTime.FromSeconds(1)), CancellationToken.None).AsTask();
        releasing.IsCompleted.Should().BeFalse();
        audit.Durable.SetResult();

        (await releasing).Text!.Text.Should().Be("hello");
    }

    [Fact]
    public async Task An_audit_store_that_fails_lets_nothing_out()
    {
        var audit = new HeldAudit();
        audit.Durable.SetException(new AuditUnavailableException("full"));
        var call = new GateFixture(audit: audit);
        call.Hear(1);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.2, 0.6);

        await call.Invoking(it => it.EndTurnAsync(1)).Should().ThrowAsync<AuditUnavailableException>();
    }

    [Theory]
    [InlineData(TranscriptDoubts.Empty)]
    [InlineData(TranscriptDoubts.ForeignLanguage)]
    public async Task A_stretch_that_the_transcriber_doubts_as_a_whole_does_not_leave(TranscriptDoubts doubts)
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        var interval = GateFixture.Interval(0.5, 1.5);
        call.Gate.Evidence.AddVoiced(interval);
        call.Gate.Evidence.Add(new Transcription
        {
            Interval = interval,
            Words = [new TimedWord(new Sensitive<string>("confident"), GateFixture.Interval(0.6, 1.4), 0.99f)],
            Doubts = doubts,
        });

        var release = await call.EndTurnAsync(2);

        GateFixture.IsOriginal(release.Audio, 1).Should().BeFalse();
        release.Text!.Text.Should().Be("[inaudible]");
    }

    [Fact]
    public async Task In_a_turn_that_is_partly_in_another_language_words_are_believed_less()
    {
        var call = new GateFixture(minimumConfidence: 0.2f);
        call.Hear(4);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("opened", 0.5, 1.5, confidence: 0.49f);
        call.Gate.Evidence.Add(new Transcription { Interval = GateFixture.Interval(2, 3), Words = [], Doubts = TranscriptDoubts.ForeignLanguage });

        var release = await call.EndTurnAsync(4);

        GateFixture.IsOriginal(release.Audio, 1).Should().BeFalse();
        release.Text!.Text.Should().Be("[inaudible]");
    }

    [Theory]
    [InlineData(ReleaseReason.TelephoneEvent)]
    [InlineData(ReleaseReason.TranscriberLate)]
    [InlineData(ReleaseReason.TranscriberFailed)]
    [InlineData(ReleaseReason.TranscriberFull)]
    public async Task A_withheld_part_does_not_leave_whatever_the_words_say(ReleaseReason reason)
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.5, 1.5);
        call.Gate.Evidence.Withhold(GateFixture.Interval(0.9, 1.2), reason);

        var release = await call.EndTurnAsync(2);

        GateFixture.IsOriginal(release.Audio, 1).Should().BeFalse();
        release.Text!.Text.Should().NotContain("hello");
    }

    [Fact]
    public async Task When_a_recognizer_fails_no_word_is_cleared_and_the_record_names_it()
    {
        var call = new GateFixture();
        call.Detector.Fails = true;
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("hello", 0.5, 1.5);

        var release = await call.EndTurnAsync(2);

        GateFixture.IsOriginal(release.Audio, 1).Should().BeFalse();
        release.Text!.Text.Should().Be("[inaudible]");
        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items
            .Should().Contain(item => item.Recognizer.Text == nameof(GateFixture.WordListDetector));
    }

    [Fact]
    public async Task The_same_value_gets_the_same_token_through_the_call()
    {
        var call = new GateFixture();
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("Sarah", 0.5, 1.0);
        await call.EndTurnAsync(2);
        call.Hear(2);
        call.Gate.BeginTurn(MediaTime.FromSeconds(2));
        call.Say("sarah", 2.5, 3.0);

        (await call.EndTurnAsync(4)).Text!.Text.Should().Be("[PERSON_1]");
    }

    /// <summary>Whatever the words, the doubts and the order of events, no sample outside the reach of a cleared word is the caller's own.</summary>
    [Fact]
    public async Task No_seeded_turn_lets_out_a_sample_that_no_cleared_word_reaches()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var call = new GateFixture();
            var mayLeave = new bool[20 * 8000];
            var mustNot = new bool[20 * 8000];
            var released = new List<ReleasedAudio>();
            call.Gate.BeginTurn(MediaTime.Zero);
            call.Hear(20);
            for (var at = 0.5; at < 19; at += 0.4 + random.NextDouble())
            {
                var end = at + 0.1 + (random.NextDouble() * 0.5);
                var text = random.Next(4) == 0 ? "4111" : "word";
                var confidence = (float)random.NextDouble();
                call.Say(text, at, end, confidence);
                if (text == "word" && confidence >= 0.5f)
                {
                    Mark(mayLeave, at - 0.15, end + 0.15);
                }
                else
                {
                    Mark(mustNot, at, end);
                }

                at = end;
                if (random.Next(3) == 0 && call.Gate.Advance(MediaTime.FromSeconds(at)) is { } pending)
                {
                    released.Add((await call.Gate.ReleaseAsync(pending, CancellationToken.None)).Audio);
                }
            }

            released.Add((await call.EndTurnAsync(20)).Audio);
            released.Sum(audio => audio.Interval.Duration.Ticks).Should().Be(MediaTime.FromSeconds(20).Ticks);
            foreach (var audio in released)
            {
                for (var index = 0; index < audio.Samples.Length; index++)
                {
                    var sample = audio.Interval.Start.ToSamples(8000) + index;
                    if (audio.Samples.Span[index] == GateFixture.Original(sample) && (!mayLeave[sample] || mustNot[sample]))
                    {
                        Assert.Fail($"seed {seed}: sample {sample} left");
                    }
                }
            }
        }
    }

    private static void Mark(bool[] marks, double from, double to)
    {
        for (var at = (int)(from * 8000); at < (int)(to * 8000) && at < marks.Length; at++)
        {
            marks[at] = true;
        }
    }

    private sealed class HeldAudit : IAuditTrail
    {
        public TaskCompletionSource Durable { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => await Durable.Task;
    }
}

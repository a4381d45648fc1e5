using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

/// <summary>Words that look sure, with nothing sure beside them.</summary>
public sealed class LoneWordsTests
{
    [Theory]
    [InlineData("Hammond island won", 0.2f, 0.2f, 0.6f, "[inaudible]")]
    [InlineData("wailing lot less", 0.3f, 0.7f, 0.1f, "[inaudible]")]
    [InlineData("eight mumble near", 0.7f, 0.2f, 0.7f, "[inaudible]")]
    [InlineData("yesterday mumble morning", 0.9f, 0.2f, 0.9f, "yesterday [inaudible] morning")]
    public async Task A_word_that_is_not_very_sure_is_not_believed_among_doubtful_ones(string words, float first, float second, float third, string leaves)
    {
        var call = new GateFixture();
        call.Hear(4);
        call.Gate.BeginTurn(MediaTime.Zero);
        Say(call, words.Split(' '), [first, second, third]);

        (await call.EndTurnAsync(4)).Text!.Text.Should().Be(leaves);
    }

    [Fact]
    public async Task A_word_that_does_not_sound_like_a_number_at_all_is_believed()
    {
        var call = new GateFixture();
        call.Hear(4);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("mumble", 0.5, 1.0, 0.1f);
        var interval = GateFixture.Interval(1.5, 2);
        call.Gate.Evidence.AddVoiced(interval);
        call.Gate.Evidence.Add(new Transcription
        {
            Interval = interval,
            Words = [new TimedWord(new Sensitive<string>("tomorrow"), interval, 0.6f) { NumberLogOdds = -4 }],
            Doubts = TranscriptDoubts.None,
        });

        (await call.EndTurnAsync(4)).Text!.Text.Should().Be("[inaudible] tomorrow");
    }

    [Fact]
    public async Task Three_words_in_a_row_are_believed_beside_a_doubtful_one()
    {
        var call = new GateFixture();
        call.Hear(5);
        call.Gate.BeginTurn(MediaTime.Zero);
        Say(call, ["mumble", "come", "in", "tomorrow"], [0.1f, 0.6f, 0.6f, 0.6f]);

        (await call.EndTurnAsync(5)).Text!.Text.Should().Be("[inaudible] come in tomorrow");
    }

    [Theory]
    [InlineData(2.0, "[inaudible]")]
    [InlineData(6.0, "free")]
    public async Task A_turn_of_one_word_goes_on_with_the_doubt_that_the_last_turn_ended_in(double start, string leaves)
    {
        var call = new GateFixture();
        call.Hear(10);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("mumble", 0.2, 0.8, 0.1f);
        await call.EndTurnAsync(1);
        call.Gate.BeginTurn(MediaTime.FromSeconds(start));
        call.Say("free", start + 0.2, start + 0.6, 0.6f);

        (await call.EndTurnAsync(start + 1)).Text!.Text.Should().Be(leaves);
    }

    [Fact]
    public void A_word_that_the_next_one_may_show_to_be_alone_waits_for_it()
    {
        var call = new GateFixture();
        call.Hear(3);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("eight", 0.5, 1.0, 0.6f);

        var waiting = call.Gate.Advance(MediaTime.FromSeconds(1.2));
        call.Say("is", 1.2, 1.4, 0.6f);
        call.Say("enough", 1.5, 1.9, 0.6f);
        var decided = call.Gate.Advance(MediaTime.FromSeconds(2));

        waiting!.Plan.Parts.Should().NotContain(part => part.Action == ReleaseAction.Cleared);
        decided!.Plan.Parts.Should().Contain(part => part.Action == ReleaseAction.Cleared);
    }

    [Fact]
    public async Task Why_a_lone_word_was_withheld_is_in_the_record()
    {
        var call = new GateFixture();
        call.Hear(3);
        call.Gate.BeginTurn(MediaTime.Zero);
        Say(call, ["mumble", "lot"], [0.1f, 0.6f]);

        await call.EndTurnAsync(3);

        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items
            .Should().Contain(item => item.Reason == AuditLabel.Of(ReleaseReason.AmongDoubts));
    }

    private static void Say(GateFixture call, string[] words, float[] confidences)
    {
        for (var at = 0; at < words.Length; at++)
        {
            call.Say(words[at], 0.5 + at, 1.0 + at, confidences[at]);
        }
    }
}

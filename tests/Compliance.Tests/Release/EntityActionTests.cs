using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

/// <summary>What the policy says of a type of identifier, down to text and sound.</summary>
public sealed class EntityActionTests
{
    [Fact]
    public async Task A_type_that_the_policy_keeps_leaves_in_text_and_sound_and_is_recorded()
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep });
        call.Say("Sarah", 1.0, 1.5);

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().Be("this is Sarah");
        GateFixture.IsOriginal(release.Audio, 1.25).Should().BeTrue();
        ((GateFixture.ListAudit)call.Audit).Events.OfType<ReleaseDecided>().Single().Items
            .Should().Contain(item => item.Reason == AuditLabel.Of(ReleaseReason.KeptByPolicy) && item.EntityType == AuditLabel.Of(EntityType.Person));
    }

    [Theory]
    [InlineData(TextAction.Keep, SoundAction.Mask, "this is Sarah", false)]
    [InlineData(TextAction.Token, SoundAction.Keep, "this is [PERSON_1]", true)]
    [InlineData(TextAction.Type, SoundAction.Mask, "this is [PERSON]", false)]
    public async Task Text_and_sound_are_decided_apart(TextAction text, SoundAction sound, string written, bool isHeard)
    {
        var call = Call(new EntityPolicy { Text = text, Sound = sound });
        call.Say("Sarah", 1.0, 1.5);

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().Be(written);
        GateFixture.IsOriginal(release.Audio, 1.25).Should().Be(isHeard);
    }

    [Fact]
    public async Task One_that_was_found_with_less_than_the_policy_asks_is_hidden()
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep, MinimumConfidence = 0.95f });
        call.Say("Sarah", 1.0, 1.5);

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().Be("this is [PERSON_1]");
        GateFixture.IsOriginal(release.Audio, 1.25).Should().BeFalse();
    }

    [Theory]
    [InlineData("a word of it", "Sarah", "this is [PERSON_1]")]
    [InlineData("the word beside it", "won", "this is [PERSON_1] [inaudible]")]
    public async Task One_word_that_was_not_surely_understood_hides_the_whole_identifier(string which, string word, string written)
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep });
        call.Say("Sarah", 1.0, 1.5);
        call.Say(word, 1.6, 2.0, confidence: 0.1f);

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().Be(written, which);
        GateFixture.IsOriginal(release.Audio, 1.25).Should().BeFalse(which);
        GateFixture.IsOriginal(release.Audio, 1.8).Should().BeFalse(which);
    }

    [Fact]
    public void While_the_next_word_may_put_it_in_doubt_it_is_not_released()
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep });
        call.Say("well", 0.75, 0.9);
        call.Say("Sarah", 1.0, 1.5);

        call.Gate.Advance(MediaTime.FromSeconds(2))!.Plan.Interval.End.Should().BeLessThanOrEqualTo(MediaTime.FromSeconds(1));
    }

    [Fact]
    public async Task What_is_withheld_for_another_reason_is_not_opened_by_keep()
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep });
        call.Say("Sarah", 1.0, 1.5);
        call.Gate.Evidence.Withhold(GateFixture.Interval(1.2, 1.4), ReleaseReason.TelephoneEvent);

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().Be("this is [PERSON_1]");
        GateFixture.IsOriginal(release.Audio, 1.05).Should().BeFalse();
        GateFixture.IsOriginal(release.Audio, 1.3).Should().BeFalse();
    }

    [Fact]
    public async Task When_a_recognizer_fails_nothing_is_kept()
    {
        var call = Call(new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep });
        call.Say("Sarah", 1.0, 1.5);
        call.Detector.Fails = true;

        var release = await call.EndTurnAsync(3);

        release.Text!.Text.Should().NotContain("Sarah");
        GateFixture.IsOriginal(release.Audio, 1.25).Should().BeFalse();
    }

    private static GateFixture Call(EntityPolicy person)
    {
        var call = new GateFixture(entities: (EntityType.Person, person));
        call.Hear(3);
        call.Gate.BeginTurn(MediaTime.Zero);
        call.Say("this", 0.2, 0.4);
        call.Say("is", 0.5, 0.7);
        return call;
    }
}

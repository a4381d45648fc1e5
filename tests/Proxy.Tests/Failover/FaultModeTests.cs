using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Proxy.Tests.Failover;

/// <summary>
/// A voice AI misbehaves in each way that there is, in a whole call. Whatever it does, nothing planted gets to it, and the caller is not left alone: the
/// network takes a call that was not answered elsewhere, and one that was goes on with the AI, its spare, or people who know what was said.
/// </summary>
public sealed class FaultModeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, RealtimeFaults> AtTheCallsBeginning() => new()
    {
        { "it refuses sessions", new RealtimeFaults { RefusesWith = 503 } },
        { "it never confirms one", new RealtimeFaults { IsMute = true } },
        { "it has no place left", new RealtimeFaults { RefusesWith = 429 } },
    };

    public static TheoryData<string, RealtimeFaults> InTheCall()
    {
        var begun = MediaTime.FromMilliseconds(300);
        return new()
        {
            { "it leaves turns without an answer", new RealtimeFaults { IgnoresTurns = true } },
            { "its answers fail", new RealtimeFaults { FailsAnswers = true } },
            { "it dies in mid-answer and takes no new session", new RealtimeFaults { DiesAfter = begun, RefusesWith = 503 } },
            { "it closes in mid-answer and takes no new session", new RealtimeFaults { DiesAfter = begun, ClosesInOrder = true, RefusesWith = 503 } },
            { "it dies in every answer", new RealtimeFaults { DiesAfter = begun } },
            { "it sends what is not JSON", new RealtimeFaults { SendsGarbage = true } },
            { "it floods", new RealtimeFaults { FloodsWith = 4_000_000 } },
            { "it falls silent in mid-answer", new RealtimeFaults { StallsAfter = begun } },
        };
    }

    [Theory]
    [MemberData(nameof(AtTheCallsBeginning))]
    public async Task A_call_that_no_voice_AI_would_answer_is_refused_with_503_so_that_the_network_sends_it_elsewhere(string how, RealtimeFaults faults)
    {
        await using var site = await Site.OpenAsync(spare: false, TimeSpan.Zero);
        site.VoiceAi.Faults = faults;
        await using var call = await site.PlaceAsync();

        (await call.Answered).Should().BeFalse(how);
        (await call.Ended).Status.Should().Be(503, how);
        site.Node.Media.ActiveSessions.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(InTheCall))]
    public async Task A_call_that_the_voice_AI_cannot_go_on_with_rings_at_the_human_queue_with_what_was_said(string how, RealtimeFaults faults)
    {
        await using var site = await Site.OpenAsync(spare: false, TimeSpan.Zero);
        await using var call = await site.PlaceAsync();
        (await call.Answered).Should().BeTrue();
        site.VoiceAi.Faults = faults;

        await call.PlayAsync(Site.Said.Sound, TestContext.Current.CancellationToken);
        var token = await site.RingsAsync();

        (await call.NextSpeechAsync(Patience, TestContext.Current.CancellationToken)).Should().NotBeNull($"{how}, and the caller hears something meanwhile");
        var handoff = (await site.Node.Media.Handoffs.RedeemAsync(token, new HandoffReader("desktop", "clerk"), TestContext.Current.CancellationToken)).Should().BeOfType<Handoff>().Subject;
        handoff.Turns.Should().Contain(turn => turn.Speaker == HandoffSpeaker.Caller && turn.Text.Reveal().Contains("member number", StringComparison.OrdinalIgnoreCase));
        site.NothingPlantedIsIn(handoff.Turns.Select(turn => turn.Text.Reveal()));
        site.NothingPlantedLeft();
    }

    [Fact]
    public async Task A_voice_AI_that_dies_once_answers_the_turn_again_when_it_is_back()
    {
        await using var site = await Site.OpenAsync(spare: false, TimeSpan.Zero);
        site.VoiceAi.Faults = new RealtimeFaults { DiesAfter = MediaTime.FromMilliseconds(300), FirstConnections = 1 };
        await using var call = await site.PlaceAsync();
        (await call.Answered).Should().BeTrue();

        await call.PlayAsync(Site.Said.Sound, TestContext.Current.CancellationToken);
        await site.UntilAsync(() => site.VoiceAi.Recordings.Count == 2 && site.VoiceAi.Recordings[1].Turns.Count == 1);
        (await call.NextSpeechAsync(Patience, TestContext.Current.CancellationToken)).Should().NotBeNull();

        site.NothingPlantedLeft();
        site.HasRung.Should().BeFalse();
    }

    [Fact]
    public async Task A_slow_voice_AI_is_waited_for_with_a_filler()
    {
        await using var site = await Site.OpenAsync(spare: false, answerDelay: TimeSpan.FromSeconds(1.8));
        await using var call = await site.PlaceAsync();
        (await call.Answered).Should().BeTrue();

        await call.PlayAsync(Site.Said.Sound, TestContext.Current.CancellationToken);
        var heard = await site.AnswerHeardAsync();

        heard.ToFiller.Should().NotBeNull();
        heard.ToAnswer.Should().BeGreaterThan(heard.ToFiller!.Value, "they are counted apart");
        site.NothingPlantedLeft();
        site.HasRung.Should().BeFalse();
    }

    [Fact]
    public async Task The_spare_takes_a_call_up_whose_voice_AI_is_gone_and_knows_no_more_than_it_did()
    {
        await using var site = await Site.OpenAsync(spare: true, TimeSpan.Zero);
        await using var call = await site.PlaceAsync();
        (await call.Answered).Should().BeTrue();
        site.VoiceAi.Faults = new RealtimeFaults { DiesAfter = MediaTime.FromMilliseconds(300), RefusesWith = 503 };

        await call.PlayAsync(Site.Said.Sound, TestContext.Current.CancellationToken);
        await site.UntilAsync(() => site.Spare!.Recordings is [{ Turns.Count: 1 }]);

        site.NothingPlantedLeft();
        site.HasRung.Should().BeFalse();
    }
}

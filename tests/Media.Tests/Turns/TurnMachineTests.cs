using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Media.Tests.Turns;

public sealed class TurnMachineTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);
    private readonly TurnMachine _machine = new(Timeout);

    [Fact]
    public void A_turn_goes_from_the_caller_to_the_AI_and_back()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.State.Should().Be(TurnState.Thinking);
        _machine.OnAnswerAudio();
        _machine.State.Should().Be(TurnState.Speaking);
        _machine.OnAnswerEnded(succeeded: true, isMoreOwed: false, Seconds(3));
        _machine.State.Should().Be(TurnState.Speaking, "the caller has not heard all of it yet");
        _machine.OnPlayoutDrained(Seconds(4));
        _machine.State.Should().Be(TurnState.Listening);
        _machine.NextDeadline.Should().BeNull();
    }

    [Fact]
    public void Speech_over_an_answer_cancels_it_and_speech_in_silence_cancels_nothing()
    {
        _machine.OnCallerSpoke().Should().Be(TurnEffects.None);
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAnswerAudio();

        _machine.OnCallerSpoke().Should().Be(TurnEffects.CancelAnswer);
        _machine.State.Should().Be(TurnState.Listening);
    }

    [Fact]
    public void An_AI_that_leaves_a_turn_without_an_answer_is_given_up_at_the_timeout_and_not_before()
    {
        _machine.OnTurnCommitted(Seconds(1));

        _machine.NextDeadline.Should().Be(Seconds(9));
        _machine.Advance(Seconds(8.9)).Should().Be(TurnEffects.None);
        _machine.Advance(Seconds(9)).Should().Be(TurnEffects.FailOver);
        _machine.FailoverReason.Should().Be(FailoverReason.AgentSilent);
        _machine.Advance(Seconds(100)).Should().Be(TurnEffects.None, "one failover is enough");
    }

    [Fact]
    public void An_AI_that_falls_silent_in_mid_answer_is_given_up_too()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAnswerAudio();
        _machine.OnPlayoutDrained(Seconds(3));
        _machine.OnPlayoutDrained(Seconds(3.02));

        _machine.Advance(Seconds(11)).Should().Be(TurnEffects.FailOver);
    }

    [Fact]
    public void A_lost_socket_is_opened_once_more_and_the_unanswered_turn_sent_again()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAgentLost().Should().Be(TurnEffects.Reconnect);
        _machine.OnReconnected(Seconds(2), mayResend: true).Should().Be(TurnEffects.ResendTurn);
        _machine.OnAgentLost().Should().Be(TurnEffects.FailOver);
        _machine.FailoverReason.Should().Be(FailoverReason.AgentLost);
    }

    [Fact]
    public void A_socket_lost_while_nobody_waits_for_an_answer_is_opened_and_nothing_sent()
    {
        _machine.OnAgentLost().Should().Be(TurnEffects.Reconnect);
        _machine.OnReconnected(Seconds(2), mayResend: true).Should().Be(TurnEffects.None);
    }

    [Fact]
    public void An_answer_that_was_heard_earns_the_AI_another_reconnect()
    {
        _machine.OnAgentLost();
        _machine.OnReconnected(Seconds(1), mayResend: true);
        _machine.OnTurnCommitted(Seconds(2));
        _machine.OnAnswerAudio();

        _machine.OnAgentLost().Should().Be(TurnEffects.Reconnect);
    }

    [Fact]
    public void An_answer_that_fails_before_a_sound_leads_to_people()
    {
        _machine.OnTurnCommitted(Seconds(1));

        _machine.OnAnswerEnded(succeeded: false, isMoreOwed: false, Seconds(3)).Should().Be(TurnEffects.FailOver);
    }

    [Fact]
    public void After_the_apology_the_session_ends_and_nothing_revives_it()
    {
        _machine.OnFault(FailoverReason.AuditUnavailable).Should().Be(TurnEffects.FailOver);
        _machine.OnCallerSpoke().Should().Be(TurnEffects.None);
        _machine.OnAgentLost().Should().Be(TurnEffects.None);
        _machine.OnPlayoutDrained(Seconds(5)).Should().Be(TurnEffects.EndSession);
        _machine.OnTurnCommitted(Seconds(6));
        _machine.OnAnswerAudio();
        _machine.State.Should().Be(TurnState.Ended);
    }

    [Fact]
    public void While_the_AI_gets_nothing_a_turn_without_an_answer_is_not_sent_again()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAgentLost().Should().Be(TurnEffects.Reconnect);

        _machine.OnReconnected(Seconds(2), mayResend: false).Should().Be(TurnEffects.None);

        _machine.State.Should().Be(TurnState.Listening);
        _machine.NextDeadline.Should().BeNull("no answer is owed that could be late");
    }

    [Fact]
    public void An_answer_that_is_followed_by_another_leaves_the_turn_with_the_AI()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAnswerEnded(succeeded: true, isMoreOwed: true, Seconds(2)); // a tool call and not a word
        _machine.State.Should().Be(TurnState.Thinking);
        _machine.NextDeadline.Should().Be(Seconds(10));

        _machine.OnAnswerAudio();
        _machine.OnAnswerEnded(succeeded: true, isMoreOwed: true, Seconds(3));
        _machine.OnPlayoutDrained(Seconds(4));
        _machine.State.Should().Be(TurnState.Speaking, "the AI goes on");
        _machine.NextDeadline.Should().Be(Seconds(12));

        _machine.OnAnswerAudio();
        _machine.OnAnswerEnded(succeeded: true, isMoreOwed: false, Seconds(5));
        _machine.OnPlayoutDrained(Seconds(6));
        _machine.State.Should().Be(TurnState.Listening);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

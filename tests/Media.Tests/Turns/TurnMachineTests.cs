using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Media.Tests.Turns;

public sealed class TurnMachineTests
{
    private static readonly TurnRules Rules = new() { AnswerTimeout = TimeSpan.FromSeconds(8) };
    private readonly TurnMachine _machine = new(Rules);

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
        _machine.OnCallerMeant().Should().Be(TurnEffects.None);
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAnswerAudio();

        _machine.OnCallerSpoke();
        _machine.IsHeld.Should().BeTrue("nothing more is played from the first sound on");
        _machine.OnCallerMeant().Should().Be(TurnEffects.CancelAnswer);
        _machine.State.Should().Be(TurnState.Listening);
        _machine.IsHeld.Should().BeFalse();
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
        _machine.OnAgentLost(Seconds(1.5)).Should().HaveFlag(TurnEffects.Connect);
        _machine.Wanted.Should().Be(AgentRung.First);
        _machine.OnConnected(Seconds(2), mayResend: true).Should().Be(TurnEffects.ResendTurn);
        _machine.OnAgentLost(Seconds(3)).Should().HaveFlag(TurnEffects.FailOver);
        _machine.FailoverReason.Should().Be(FailoverReason.AgentLost);
    }

    [Fact]
    public void A_socket_lost_while_nobody_waits_for_an_answer_is_opened_and_nothing_sent()
    {
        _machine.OnAgentLost(Seconds(1)).Should().Be(TurnEffects.Connect);
        _machine.OnConnected(Seconds(2), mayResend: true).Should().Be(TurnEffects.None);
    }

    [Fact]
    public void An_answer_that_came_to_its_end_earns_the_AI_another_reconnect_and_one_that_broke_off_does_not()
    {
        _machine.OnAgentLost(Seconds(0.5));
        _machine.OnConnected(Seconds(1), mayResend: true);
        _machine.OnTurnCommitted(Seconds(2));
        _machine.OnAnswerAudio();
        _machine.OnAnswerEnded(succeeded: true, isMoreOwed: false, Seconds(2.5));

        _machine.OnAgentLost(Seconds(3)).Should().HaveFlag(TurnEffects.Connect);
        _machine.OnConnected(Seconds(3.1), mayResend: true);
        _machine.OnTurnCommitted(Seconds(3.2));
        _machine.OnAnswerAudio();
        _machine.OnAgentLost(Seconds(4)).Should().HaveFlag(TurnEffects.FailOver, "an AI that dies in every answer would keep the caller for ever");
    }

    [Fact]
    public void What_was_left_of_an_answer_is_dropped_when_its_AI_is_lost_and_a_filler_is_due_at_once()
    {
        var machine = new TurnMachine(Rules with { FillerAfter = Seconds(0.8) });
        machine.OnTurnEnded(Seconds(1));
        machine.OnTurnCommitted(Seconds(1));
        machine.OnAnswerAudio();

        machine.OnAgentLost(Seconds(2)).Should().Be(TurnEffects.Connect | TurnEffects.DropAnswer);
        machine.Advance(Seconds(2)).Should().Be(TurnEffects.PlayFiller);
    }

    [Fact]
    public void An_AI_that_is_not_back_in_time_is_given_up_however_long_its_connection_takes()
    {
        _machine.OnAgentLost(Seconds(1));

        _machine.Advance(Seconds(2.4)).Should().Be(TurnEffects.None);
        _machine.Advance(Seconds(2.5)).Should().HaveFlag(TurnEffects.FailOver);
    }

    [Fact]
    public void The_spare_takes_the_turn_up_when_the_first_AI_cannot_be_reached_again()
    {
        var machine = new TurnMachine(Rules with { HasSpare = true });
        machine.OnTurnCommitted(Seconds(1));
        machine.OnAgentLost(Seconds(2));

        machine.OnAgentLost(Seconds(2.1)).Should().HaveFlag(TurnEffects.Connect); // the try failed
        machine.Wanted.Should().Be(AgentRung.Spare);
        machine.NextDeadline.Should().Be(Seconds(3.5), "both tries share one limit");
        machine.OnConnected(Seconds(2.4), mayResend: true).Should().Be(TurnEffects.ResendTurn);
        machine.OnAnswerAudio();

        machine.OnAgentLost(Seconds(5)).Should().HaveFlag(TurnEffects.FailOver, "there is no third one");
    }

    [Fact]
    public void The_spare_takes_the_turn_up_when_the_first_AI_does_not_answer_in_time()
    {
        var machine = new TurnMachine(Rules with { HasSpare = true });
        machine.OnTurnCommitted(Seconds(1));

        machine.Advance(Seconds(9)).Should().HaveFlag(TurnEffects.Connect);
        machine.Wanted.Should().Be(AgentRung.Spare);
        machine.OnConnected(Seconds(9.3), mayResend: true).Should().Be(TurnEffects.ResendTurn);
        machine.Advance(Seconds(17.3)).Should().HaveFlag(TurnEffects.FailOver);
    }

    [Fact]
    public void A_sign_of_listening_lets_the_answer_go_on_where_it_was_held()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAnswerAudio();
        _machine.OnCallerSpoke();

        _machine.OnBackChannel(Seconds(2)).Should().Be(TurnEffects.None);

        (_machine.State, _machine.IsHeld).Should().Be((TurnState.Speaking, false));
        _machine.OnCallerMeant().Should().Be(TurnEffects.None, "it was over");
    }

    [Fact]
    public void A_filler_comes_after_its_limit_again_after_its_end_and_stops_for_the_answer()
    {
        var machine = new TurnMachine(Rules with { FillerAfter = Seconds(0.8), FillerAgainAfter = Seconds(1) });
        machine.OnTurnEnded(Seconds(1)); // the limit counts from here, however long clearing takes
        machine.OnTurnCommitted(Seconds(1.5));

        machine.Advance(Seconds(1.7)).Should().Be(TurnEffects.None);
        machine.Advance(Seconds(1.8)).Should().Be(TurnEffects.PlayFiller);
        machine.Advance(Seconds(2.5)).Should().Be(TurnEffects.None, "one at a time");
        machine.OnFillerEnded(Seconds(3));
        machine.Advance(Seconds(4)).Should().Be(TurnEffects.PlayFiller);
        machine.OnAnswerAudio().Should().Be(TurnEffects.StopFiller);
        machine.OnFillerEnded(Seconds(4.5));
        machine.Advance(Seconds(20)).Should().Be(TurnEffects.None);
    }

    [Fact]
    public void A_filler_stops_when_the_caller_speaks_and_none_comes_while_they_do()
    {
        var machine = new TurnMachine(Rules with { FillerAfter = Seconds(0.8) });
        machine.OnTurnEnded(Seconds(1));
        machine.OnTurnCommitted(Seconds(1));
        machine.Advance(Seconds(1.8));

        machine.OnCallerSpoke().Should().Be(TurnEffects.StopFiller);
        machine.OnFillerEnded(Seconds(1.9));
        machine.OnCallerMeant().Should().Be(TurnEffects.CancelAnswer);

        machine.Advance(Seconds(7)).Should().Be(TurnEffects.None);
    }

    [Fact]
    public void A_filler_covers_a_gap_within_an_answer_as_when_a_tool_is_slow()
    {
        var machine = new TurnMachine(Rules with { FillerAfter = Seconds(0.8) });
        machine.OnTurnCommitted(Seconds(1));
        machine.OnAnswerAudio();
        machine.OnAnswerEnded(succeeded: true, isMoreOwed: true, Seconds(2));

        machine.OnPlayoutDrained(Seconds(3));
        machine.Advance(Seconds(3.7)).Should().Be(TurnEffects.None);
        machine.Advance(Seconds(3.8)).Should().Be(TurnEffects.PlayFiller);
    }

    [Fact]
    public void A_caller_who_says_nothing_is_asked_and_the_call_ends_when_nobody_answers()
    {
        var machine = new TurnMachine(Rules with { NoInputAfter = Seconds(10), NoInputPrompts = 2 });
        machine.OnStarted(Seconds(0));

        machine.Advance(Seconds(10)).Should().Be(TurnEffects.Prompt);
        machine.Advance(Seconds(20)).Should().Be(TurnEffects.Prompt);
        machine.Advance(Seconds(30)).Should().Be(TurnEffects.EndSession);
    }

    [Fact]
    public void Speech_and_keys_show_that_the_caller_is_there()
    {
        var machine = new TurnMachine(Rules with { NoInputAfter = Seconds(10), NoInputPrompts = 0 });
        machine.OnStarted(Seconds(0));
        machine.OnSignOfLife(Seconds(9));
        machine.Advance(Seconds(18)).Should().Be(TurnEffects.None);

        machine.OnCallerSpoke();
        machine.Advance(Seconds(100)).Should().Be(TurnEffects.None, "they are speaking");
        machine.OnTurnCommitted(Seconds(101));
        machine.OnAnswerAudio();
        machine.OnAnswerEnded(succeeded: true, isMoreOwed: false, Seconds(102));
        machine.OnPlayoutDrained(Seconds(103));

        machine.Advance(Seconds(112.9)).Should().Be(TurnEffects.None);
        machine.Advance(Seconds(113)).Should().Be(TurnEffects.EndSession, "since the answer was heard");
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
        _machine.OnAgentLost(Seconds(3)).Should().Be(TurnEffects.None);
        _machine.OnPlayoutDrained(Seconds(5)).Should().Be(TurnEffects.EndSession);
        _machine.OnTurnCommitted(Seconds(6));
        _machine.OnAnswerAudio();
        _machine.State.Should().Be(TurnState.Ended);
    }

    [Fact]
    public void While_the_AI_gets_nothing_a_turn_without_an_answer_is_not_sent_again()
    {
        _machine.OnTurnCommitted(Seconds(1));
        _machine.OnAgentLost(Seconds(1.5)).Should().HaveFlag(TurnEffects.Connect);

        _machine.OnConnected(Seconds(2), mayResend: false).Should().Be(TurnEffects.None);

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

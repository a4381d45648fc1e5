using CompliantVoiceProxy.Sip.Dialogs;
using CompliantVoiceProxy.Sip.Transactions;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Every arrow of the four figures, on virtual time with the RFC's default timers.</summary>
public sealed class TransactionTests
{
    private static readonly SipTimers Timers = new();

    [Fact]
    public void Invite_is_resent_at_doubling_intervals_until_timer_B()
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero);

        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal(
            (0.5, TransactionAction.ResendRequest), (1.5, TransactionAction.ResendRequest), (3.5, TransactionAction.ResendRequest),
            (7.5, TransactionAction.ResendRequest), (15.5, TransactionAction.ResendRequest), (31.5, TransactionAction.ResendRequest),
            (32, TransactionAction.ReportTimeout));
        transaction.State.Should().Be(InviteClientState.Terminated);
    }

    [Fact]
    public void Invite_over_a_reliable_transport_is_sent_once()
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero, isReliable: true);

        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((32, TransactionAction.ReportTimeout));
    }

    [Fact]
    public void A_provisional_response_stops_the_resending_of_an_INVITE_for_good()
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero);

        transaction.ReceiveResponse(100, Seconds(0.2)).Should().Be(TransactionAction.PassToUser);
        transaction.ReceiveResponse(180, Seconds(0.3)).Should().Be(TransactionAction.PassToUser);
        transaction.State.Should().Be(InviteClientState.Proceeding);
        transaction.NextDeadline.Should().BeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refusal_is_acknowledged_each_time_it_comes_but_told_once(bool isProceeding)
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero);
        if (isProceeding)
        {
            transaction.ReceiveResponse(180, TimeSpan.Zero);
        }

        transaction.ReceiveResponse(486, Seconds(1)).Should().Be(TransactionAction.SendAck | TransactionAction.PassToUser);
        transaction.ReceiveResponse(486, Seconds(2)).Should().Be(TransactionAction.SendAck);
        transaction.ReceiveResponse(180, Seconds(2)).Should().Be(TransactionAction.None);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((33, TransactionAction.None));
        transaction.State.Should().Be(InviteClientState.Terminated);
    }

    [Fact]
    public void A_refusal_over_a_reliable_transport_ends_the_transaction_at_once()
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero, isReliable: true);

        transaction.ReceiveResponse(404, Seconds(1));
        transaction.State.Should().Be(InviteClientState.Terminated);
        transaction.NextDeadline.Should().BeNull();
    }

    [Fact]
    public void Every_2xx_is_told_until_timer_M()
    {
        var transaction = new InviteClientTransaction(Timers, TimeSpan.Zero);

        transaction.ReceiveResponse(200, Seconds(1)).Should().Be(TransactionAction.PassToUser);
        transaction.ReceiveResponse(200, Seconds(2)).Should().Be(TransactionAction.PassToUser);
        transaction.ReceiveResponse(500, Seconds(2)).Should().Be(TransactionAction.None);
        transaction.State.Should().Be(InviteClientState.Accepted);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((33, TransactionAction.None));
    }

    [Fact]
    public void A_refused_INVITE_is_refused_again_at_doubling_intervals_up_to_T2_until_timer_H()
    {
        var transaction = new InviteServerTransaction(Timers);

        transaction.Respond(486, TimeSpan.Zero).Should().Be(TransactionAction.SendResponse);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal(
            (0.5, TransactionAction.ResendResponse), (1.5, TransactionAction.ResendResponse), (3.5, TransactionAction.ResendResponse),
            (7.5, TransactionAction.ResendResponse), (11.5, TransactionAction.ResendResponse), (15.5, TransactionAction.ResendResponse),
            (19.5, TransactionAction.ResendResponse), (23.5, TransactionAction.ResendResponse), (27.5, TransactionAction.ResendResponse),
            (31.5, TransactionAction.ResendResponse), (32, TransactionAction.ReportTimeout));
        transaction.State.Should().Be(InviteServerState.Terminated);
    }

    [Fact]
    public void An_ACK_ends_the_resending_of_a_refusal_and_timer_I_the_transaction()
    {
        var transaction = new InviteServerTransaction(Timers);
        transaction.Respond(486, TimeSpan.Zero);

        transaction.ReceiveAck(Seconds(0.2)).Should().Be(TransactionAction.None);
        transaction.State.Should().Be(InviteServerState.Confirmed);
        transaction.ReceiveInvite().Should().Be(TransactionAction.None);
        transaction.ReceiveAck(Seconds(0.3)).Should().Be(TransactionAction.None);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((5.2, TransactionAction.None));
        transaction.State.Should().Be(InviteServerState.Terminated);
    }

    [Fact]
    public void A_refusal_over_a_reliable_transport_waits_for_its_ACK_and_is_not_resent()
    {
        var silent = new InviteServerTransaction(Timers, isReliable: true);
        silent.Respond(486, TimeSpan.Zero);
        Run(() => silent.NextDeadline, silent.Advance).Should().Equal((32, TransactionAction.ReportTimeout));

        var acknowledged = new InviteServerTransaction(Timers, isReliable: true);
        acknowledged.Respond(486, TimeSpan.Zero);
        acknowledged.ReceiveAck(Seconds(1));
        acknowledged.State.Should().Be(InviteServerState.Terminated);
    }

    [Fact]
    public void A_repeated_INVITE_gets_the_last_provisional_response_again()
    {
        var transaction = new InviteServerTransaction(Timers);

        transaction.ReceiveInvite().Should().Be(TransactionAction.None, "nothing has been said yet");
        transaction.Respond(100, TimeSpan.Zero).Should().Be(TransactionAction.SendResponse);
        transaction.ReceiveInvite().Should().Be(TransactionAction.ResendResponse);
        transaction.NextDeadline.Should().BeNull();
    }

    [Fact]
    public void An_accepted_INVITE_swallows_repetitions_and_hands_the_ACK_to_the_user_until_timer_L()
    {
        var transaction = new InviteServerTransaction(Timers);

        transaction.Respond(200, TimeSpan.Zero).Should().Be(TransactionAction.SendResponse);
        transaction.ReceiveInvite().Should().Be(TransactionAction.None);
        transaction.Respond(200, Seconds(0.5)).Should().Be(TransactionAction.SendResponse);
        transaction.Respond(486, Seconds(0.5)).Should().Be(TransactionAction.None);
        transaction.ReceiveAck(Seconds(1)).Should().Be(TransactionAction.PassToUser);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((32, TransactionAction.None));
        transaction.State.Should().Be(InviteServerState.Terminated);
    }

    [Fact]
    public void Another_request_is_resent_at_doubling_intervals_up_to_T2_until_timer_F()
    {
        var transaction = new NonInviteClientTransaction(Timers, TimeSpan.Zero);

        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal(
            (0.5, TransactionAction.ResendRequest), (1.5, TransactionAction.ResendRequest), (3.5, TransactionAction.ResendRequest),
            (7.5, TransactionAction.ResendRequest), (11.5, TransactionAction.ResendRequest), (15.5, TransactionAction.ResendRequest),
            (19.5, TransactionAction.ResendRequest), (23.5, TransactionAction.ResendRequest), (27.5, TransactionAction.ResendRequest),
            (31.5, TransactionAction.ResendRequest), (32, TransactionAction.ReportTimeout));
    }

    [Fact]
    public void After_a_provisional_response_another_request_is_resent_every_T2()
    {
        var transaction = new NonInviteClientTransaction(Timers, TimeSpan.Zero);

        transaction.ReceiveResponse(100, Seconds(0.1)).Should().Be(TransactionAction.PassToUser);
        Run(() => transaction.NextDeadline, transaction.Advance).Select(step => step.At).Should().Equal(0.5, 4.5, 8.5, 12.5, 16.5, 20.5, 24.5, 28.5, 32);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(481)]
    public void A_final_response_to_another_request_is_told_once_and_timer_K_ends_the_transaction(int status)
    {
        var transaction = new NonInviteClientTransaction(Timers, TimeSpan.Zero);

        transaction.ReceiveResponse(status, Seconds(1)).Should().Be(TransactionAction.PassToUser);
        transaction.ReceiveResponse(status, Seconds(2)).Should().Be(TransactionAction.None);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((6, TransactionAction.None));
        transaction.State.Should().Be(NonInviteClientState.Terminated);
    }

    [Fact]
    public void Over_a_reliable_transport_another_request_is_sent_once_and_over_with_its_response()
    {
        var silent = new NonInviteClientTransaction(Timers, TimeSpan.Zero, isReliable: true);
        Run(() => silent.NextDeadline, silent.Advance).Should().Equal((32, TransactionAction.ReportTimeout));

        var answered = new NonInviteClientTransaction(Timers, TimeSpan.Zero, isReliable: true);
        answered.ReceiveResponse(200, Seconds(1));
        answered.State.Should().Be(NonInviteClientState.Terminated);
    }

    [Fact]
    public void A_repeated_request_gets_its_response_again_until_timer_J()
    {
        var transaction = new NonInviteServerTransaction(Timers, TimeSpan.Zero);

        transaction.ReceiveRequest().Should().Be(TransactionAction.None, "nothing has been said yet");
        transaction.Respond(100, Seconds(1)).Should().Be(TransactionAction.SendResponse);
        transaction.ReceiveRequest().Should().Be(TransactionAction.ResendResponse);
        transaction.Respond(200, Seconds(2)).Should().Be(TransactionAction.SendResponse);
        transaction.ReceiveRequest().Should().Be(TransactionAction.ResendResponse);
        transaction.Respond(500, Seconds(3)).Should().Be(TransactionAction.None);
        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((34, TransactionAction.None));
        transaction.State.Should().Be(NonInviteServerState.Terminated);
    }

    [Fact]
    public void A_request_that_nobody_answers_is_forgotten_when_its_sender_has_given_up()
    {
        var transaction = new NonInviteServerTransaction(Timers, TimeSpan.Zero);

        Run(() => transaction.NextDeadline, transaction.Advance).Should().Equal((32, TransactionAction.ReportTimeout));
        transaction.Respond(200, Seconds(33)).Should().Be(TransactionAction.None);
    }

    [Fact]
    public void A_200_is_resent_until_the_ACK_comes()
    {
        var answer = new AnswerRetransmission(Timers, TimeSpan.Zero);

        answer.Advance(Seconds(0.5)).Should().Be(TransactionAction.ResendResponse);
        answer.Advance(Seconds(1.5)).Should().Be(TransactionAction.ResendResponse);
        answer.Acknowledge();
        answer.NextDeadline.Should().BeNull();
    }

    [Fact]
    public void A_200_without_an_ACK_is_given_up_after_64_T1()
    {
        var answer = new AnswerRetransmission(Timers, TimeSpan.Zero);

        var steps = Run(() => answer.NextDeadline, answer.Advance);
        steps.Should().HaveCount(11).And.EndWith((32, TransactionAction.ReportTimeout));
    }

    [Fact]
    public void Nothing_happens_before_its_time()
    {
        new InviteClientTransaction(Timers, TimeSpan.Zero).Advance(Seconds(0.4)).Should().Be(TransactionAction.None);
        new NonInviteClientTransaction(Timers, TimeSpan.Zero).Advance(Seconds(0.4)).Should().Be(TransactionAction.None);
        new NonInviteServerTransaction(Timers, TimeSpan.Zero).Advance(Seconds(31)).Should().Be(TransactionAction.None);
        new InviteServerTransaction(Timers).Advance(Seconds(100)).Should().Be(TransactionAction.None);
        new AnswerRetransmission(Timers, TimeSpan.Zero).Advance(Seconds(0.4)).Should().Be(TransactionAction.None);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Advances from deadline to deadline until none is left.</summary>
    private static List<(double At, TransactionAction Action)> Run(Func<TimeSpan?> nextDeadline, Func<TimeSpan, TransactionAction> advance)
    {
        var steps = new List<(double, TransactionAction)>();
        while (nextDeadline() is { } due && steps.Count < 100)
        {
            steps.Add((due.TotalSeconds, advance(due)));
        }

        return steps;
    }
}

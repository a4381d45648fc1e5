using CompliantVoiceProxy.Agents.OpenAI;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class AnswerProgressTests
{
    private static readonly AnswerStep Nothing = new(AnswerRequest.None);
    private static readonly AnswerStep Create = new(AnswerRequest.Create);
    private static readonly AnswerStep Cancel = new(AnswerRequest.Cancel);
    private static readonly AnswerStep TurnOver = new(AnswerRequest.None, IsTurnOver: true);
    private static readonly AnswerStep TurnOverThenCreate = new(AnswerRequest.Create, IsTurnOver: true);

    private readonly AnswerProgress _answer = new();

    [Fact]
    public void What_follows_an_answer_is_asked_for_when_it_has_ended_and_does_not_cut_it()
    {
        var progress = new AnswerProgress();
        progress.Request().Request.Should().Be(AnswerRequest.Create);
        progress.Started();

        progress.GoOn().Should().Be(new AnswerStep(AnswerRequest.None));
        progress.IsUnwanted.Should().BeFalse("the answer under way goes on");
        progress.GoOn().Should().Be(new AnswerStep(AnswerRequest.None, IsTurnOver: true), "one answer is for both");

        progress.Ended().Should().Be(new AnswerStep(AnswerRequest.Create, IsTurnOver: true));
        progress.Started();
        progress.Ended().Should().Be(new AnswerStep(AnswerRequest.None, IsTurnOver: true));
        progress.GoOn().Should().Be(new AnswerStep(AnswerRequest.Create));
    }

    [Fact]
    public void A_turn_is_answered_and_the_next_one_too()
    {
        for (var turn = 0; turn < 2; turn++)
        {
            _answer.Request().Should().Be(Create);
            _answer.Started().Should().BeTrue();
            _answer.IsUnwanted.Should().BeFalse();
            _answer.Ended().Should().Be(TurnOver);
        }
    }

    [Fact]
    public void Without_an_answer_there_is_nothing_to_cancel() => _answer.Cancel().Should().Be(Nothing);

    [Fact]
    public void An_answer_is_cancelled_once()
    {
        _answer.Request();
        _answer.Started();
        _answer.Cancel().Should().Be(Cancel);
        _answer.IsUnwanted.Should().BeTrue();
        _answer.Cancel().Should().Be(Nothing);
        _answer.Ended().Should().Be(TurnOver);
        _answer.Cancel().Should().Be(Nothing);
    }

    [Fact]
    public void An_answer_cancelled_before_it_began_stays_unwanted()
    {
        _answer.Request();
        _answer.Cancel().Should().Be(Cancel);
        _answer.Started().Should().BeFalse();
        _answer.IsUnwanted.Should().BeTrue();
        _answer.Ended().Should().Be(TurnOver);
    }

    [Fact]
    public void A_request_that_was_cancelled_before_it_left_does_not_leave()
    {
        _answer.Request();
        _answer.Cancel().Should().Be(Cancel);
        _answer.TryCreate(7).Should().BeFalse();
        _answer.Refused(ErrorCodes.NothingToCancel, 8).Should().Be(TurnOver);
    }

    [Fact]
    public void A_new_turn_cancels_the_answer_under_way_and_waits_for_its_end()
    {
        _answer.Request();
        _answer.Started();
        _answer.Request().Should().Be(Cancel);
        _answer.Ended().Should().Be(TurnOverThenCreate);
        _answer.Started().Should().BeTrue();
        _answer.Ended().Should().Be(TurnOver);
    }

    [Fact]
    public void Of_two_turns_that_wait_the_older_is_over_at_once()
    {
        _answer.Request();
        _answer.Request().Should().Be(Cancel);
        _answer.Request().Should().Be(TurnOver);
        _answer.Ended().Should().Be(TurnOverThenCreate);
        _answer.Ended().Should().Be(TurnOver);
    }

    [Fact]
    public void A_turn_that_waits_is_over_when_no_answer_is_wanted_any_more()
    {
        _answer.Request();
        _answer.Request();
        _answer.Cancel().Should().Be(TurnOver);
        _answer.Ended().Should().Be(TurnOver);
    }

    [Fact]
    public void A_refused_request_is_a_turn_without_an_answer()
    {
        _answer.Request();
        _answer.TryCreate(7).Should().BeTrue();
        _answer.Refused("server_error", 6).Should().Be(Nothing);
        _answer.Refused("server_error", 0).Should().Be(Nothing);
        _answer.Refused("server_error", 7).Should().Be(TurnOver);
        _answer.Request().Should().Be(Create);
    }

    [Fact]
    public void A_cancellation_that_came_too_late_changes_nothing()
    {
        _answer.Request();
        _answer.Started();
        _answer.Cancel();
        _answer.Ended().Should().Be(TurnOver); // it was complete before the AI read our cancellation
        _answer.Request().Should().Be(Create);
        _answer.Refused(ErrorCodes.NothingToCancel, 0).Should().Be(Nothing);
        _answer.Started().Should().BeTrue();
    }

    [Fact]
    public void An_answer_that_the_AI_knows_nothing_of_is_over()
    {
        _answer.Request();
        _answer.Request();
        _answer.Refused(ErrorCodes.NothingToCancel, 0).Should().Be(TurnOverThenCreate);
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_is_unwanted_and_ends_no_turn()
    {
        _answer.Started().Should().BeFalse();
        _answer.IsUnwanted.Should().BeTrue();
        _answer.Request().Should().Be(Nothing);
        _answer.Ended().Should().Be(Create);
        _answer.Started().Should().BeTrue();
        _answer.Ended().Should().Be(TurnOver);
    }

    [Fact]
    public void A_request_that_met_another_answer_is_made_again_at_its_end()
    {
        _answer.Request();
        _answer.TryCreate(7).Should().BeTrue();
        _answer.Refused(ErrorCodes.AnswerAlreadyUnderWay, 7).Should().Be(Nothing);
        _answer.IsUnwanted.Should().BeTrue();
        _answer.Ended().Should().Be(Create);
    }

    [Fact]
    public void Every_turn_is_over_exactly_once_whatever_comes()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var answer = new AnswerProgress();
            var (turns, over, creates, isActive) = (0, 0, 0, false);
            for (var step = 0; step < 40 || isActive; step++)
            {
                AnswerStep next;
                if (isActive && (step >= 40 || random.Next(3) == 0))
                {
                    answer.Started();
                    isActive = false;
                    next = answer.Ended();
                }
                else if (random.Next(2) == 0)
                {
                    next = answer.Cancel();
                }
                else
                {
                    turns++;
                    next = answer.Request();
                }

                over += next.IsTurnOver ? 1 : 0;
                if (next.Request is AnswerRequest.Create)
                {
                    creates++;
                    isActive.Should().BeFalse();
                    isActive = true;
                }
            }

            over.Should().Be(turns, $"of seed {seed}");
            creates.Should().BeLessThanOrEqualTo(turns);
        }
    }
}

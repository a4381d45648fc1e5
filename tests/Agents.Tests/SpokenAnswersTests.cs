using CompliantVoiceProxy.Agents.Wire;

namespace CompliantVoiceProxy.Agents.Tests;

public sealed class SpokenAnswersTests
{
    private readonly SpokenAnswers _answers = new();

    [Fact]
    public void What_nobody_asked_for_has_no_name()
    {
        _answers.Take(out var id).Should().BeFalse();

        id.Should().BeNull();
        _answers.End().Should().BeNull();
    }

    [Fact]
    public void An_answer_begins_once_and_ends_once()
    {
        _answers.Request().Should().BeEmpty();

        Take().Should().Be((true, "answer_1"));
        Take().Should().Be((false, "answer_1"));
        _answers.End().Should().Be("answer_1");
        _answers.End().Should().BeNull();
        Take().Should().Be((false, null));
    }

    [Fact]
    public void A_new_turn_ends_what_is_spoken_and_its_rest_is_dropped_until_the_AI_turns_to_it()
    {
        _answers.Request();
        Take();

        _answers.Request().Should().Equal("answer_1");
        Take().Should().Be((false, null));
        _answers.EndUnspoken().Should().BeFalse("what came is not for the new turn");
        _answers.TurnToQuestion();

        Take().Should().Be((true, "answer_2"));
    }

    [Fact]
    public void The_end_of_a_cancelled_answer_is_not_that_of_the_next()
    {
        _answers.Request();
        Take();
        _answers.Cancel().Should().Equal("answer_1");
        _answers.Request().Should().BeEmpty();

        _answers.End().Should().BeNull();

        Take().Should().Be((true, "answer_2"));
        _answers.End().Should().Be("answer_2");
    }

    [Fact]
    public void An_answer_that_was_cancelled_before_it_began_is_dropped_when_it_comes()
    {
        _answers.Request();
        _answers.Cancel().Should().Equal("");

        _answers.TurnToQuestion(); // to the one that was cancelled
        Take().Should().Be((false, null));
        _answers.End().Should().BeNull();
        _answers.Request();

        Take().Should().Be((true, "answer_1"));
    }

    [Fact]
    public void An_answer_behind_the_one_that_is_spoken_leaves_it_alone_and_is_for_all_that_wait()
    {
        _answers.Request();
        Take();

        _answers.GoOn().Should().BeEmpty();
        _answers.GoOn().Should().Equal("");
        Take().Should().Be((false, "answer_1"));
        _answers.End().Should().Be("answer_1");

        Take().Should().Be((true, "answer_2"));
    }

    [Fact]
    public void A_question_is_answered_without_words_once()
    {
        _answers.Request();

        _answers.EndUnspoken().Should().BeTrue();
        _answers.EndUnspoken().Should().BeFalse();
        Take().Should().Be((false, null));
    }

    [Fact]
    public void What_is_answered_though_nobody_asked_is_dropped()
    {
        _answers.Ignore();
        _answers.Request();
        Take().Should().Be((false, null));

        _answers.End().Should().BeNull();

        Take().Should().Be((true, "answer_1"));
    }

    private (bool Begins, string? Id) Take() => (_answers.Take(out var id), id);
}

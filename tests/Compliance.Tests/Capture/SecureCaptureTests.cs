using CompliantVoiceProxy.Compliance.Capture;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Capture;

public sealed class SecureCaptureTests
{
    private static readonly SecureCapturePolicy Policy = new()
    {
        StartPhrases = ["read me the card number", "here's my card"],
        StartTools = ["take_card"],
        StartsOnDigit = true,
        DoneTools = ["charge_card"],
        Timeout = TimeSpan.FromSeconds(90),
    };

    [Theory]
    [InlineData(Speaker.Agent, "Please read me the card number.", true)]
    [InlineData(Speaker.Agent, "Okay: READ ME THE CARD, number by number", true)]
    [InlineData(Speaker.Caller, "so, here’s my card", true)]
    [InlineData(Speaker.Caller, "I will read me the card", false)]
    [InlineData(Speaker.Caller, "bread me the card number", false)]
    [InlineData(Speaker.Caller, "", false)]
    [InlineData(Speaker.Caller, "'' ’", false)]
    public void A_phrase_of_either_side_begins_it(Speaker speaker, string text, bool begins)
    {
        var capture = new SecureCapture(Policy);

        capture.Hear(speaker, new Sensitive<string>(text), Seconds(1)).Should().Be(begins ? CaptureChange.Began : CaptureChange.None);

        capture.IsActive.Should().Be(begins);
        capture.NextDeadline.Should().Be(begins ? Seconds(91) : null);
    }

    [Fact]
    public void A_phrase_that_is_said_in_pieces_begins_it_but_not_one_of_two_sides()
    {
        var capture = new SecureCapture(Policy);

        Hear(capture, Speaker.Agent, "now read me").Should().Be(CaptureChange.None);
        Hear(capture, Speaker.Caller, "the card number").Should().Be(CaptureChange.None);
        Hear(capture, Speaker.Agent, "the card").Should().Be(CaptureChange.None);
        Hear(capture, Speaker.Agent, "number please").Should().Be(CaptureChange.Began);
    }

    [Theory]
    [InlineData("take_card", CaptureChange.Began)]
    [InlineData("TAKE_CARD", CaptureChange.None)]
    [InlineData("charge_card", CaptureChange.None)]
    public void A_tool_that_the_policy_names_begins_it(string tool, CaptureChange change) =>
        new SecureCapture(Policy).UseTool(tool, Seconds(1)).Should().Be(change);

    [Theory]
    [InlineData(true, CaptureChange.Began)]
    [InlineData(false, CaptureChange.None)]
    public void The_proxys_own_tool_begins_it_where_the_policy_lets_it(bool isAllowed, CaptureChange change) =>
        new SecureCapture(Policy with { StartsOnRequest = isAllowed }).UseTool("start_secure_capture", Seconds(1)).Should().Be(change);

    [Theory]
    [InlineData('0', CaptureChange.Began)]
    [InlineData('9', CaptureChange.Began)]
    [InlineData('#', CaptureChange.None)]
    [InlineData('*', CaptureChange.None)]
    [InlineData('A', CaptureChange.None)]
    public void The_first_figure_that_is_pressed_begins_it(char key, CaptureChange change) =>
        new SecureCapture(Policy).Press(new Sensitive<char>(key), Seconds(1)).Should().Be(change);

    [Fact]
    public void Nothing_begins_one_that_the_policy_does_not_use()
    {
        var capture = new SecureCapture(new SecureCapturePolicy());

        Hear(capture, Speaker.Agent, "read me the card number").Should().Be(CaptureChange.None);
        capture.UseTool("take_card", Seconds(1)).Should().Be(CaptureChange.None);
        capture.Press(new Sensitive<char>('1'), Seconds(1)).Should().Be(CaptureChange.None);
        capture.Finish(Seconds(1)).Should().Be(CaptureChange.None);
    }

    [Fact]
    public void It_ends_with_the_key_the_tool_or_a_word_from_outside()
    {
        Began().Press(new Sensitive<char>('#'), Seconds(2)).Should().Be(CaptureChange.Done);
        Began().Press(new Sensitive<char>('*'), Seconds(2)).Should().Be(CaptureChange.None);
        Began().UseTool("charge_card", Seconds(2)).Should().Be(CaptureChange.Done);
        Began().UseTool("take_card", Seconds(2)).Should().Be(CaptureChange.None);
        Began().Finish(Seconds(2)).Should().Be(CaptureChange.Done);
    }

    [Fact]
    public void It_ends_at_its_deadline_and_signs_on_the_way_do_not_move_that()
    {
        var capture = Began();
        Hear(capture, Speaker.Caller, "here's my card").Should().Be(CaptureChange.None);
        capture.Press(new Sensitive<char>('4'), Seconds(50)).Should().Be(CaptureChange.None);

        capture.NextDeadline.Should().Be(Seconds(91));
        capture.Advance(Seconds(91) - TimeSpan.FromTicks(1)).Should().Be(CaptureChange.None);
        capture.IsActive.Should().BeTrue();
        capture.Advance(Seconds(91)).Should().Be(CaptureChange.TimedOut);
        capture.IsActive.Should().BeFalse();
        capture.Advance(Seconds(92)).Should().Be(CaptureChange.None);
    }

    [Fact]
    public void What_comes_after_the_deadline_ends_it_first_and_may_begin_the_next()
    {
        Began().Finish(Seconds(200)).Should().Be(CaptureChange.TimedOut);
        Began().UseTool("charge_card", Seconds(200)).Should().Be(CaptureChange.TimedOut);

        var capture = Began();
        capture.Press(new Sensitive<char>('4'), Seconds(200)).Should().Be(CaptureChange.TimedOut | CaptureChange.Began);
        capture.NextDeadline.Should().Be(Seconds(290));
    }

    [Fact]
    public void The_phrase_that_began_one_does_not_begin_the_next()
    {
        var capture = new SecureCapture(Policy);
        Hear(capture, Speaker.Agent, "read me the card number").Should().Be(CaptureChange.Began);
        capture.Finish(Seconds(2)).Should().Be(CaptureChange.Done);

        Hear(capture, Speaker.Agent, "thank you").Should().Be(CaptureChange.None);
        Hear(capture, Speaker.Agent, "read me the card number").Should().Be(CaptureChange.Began);
    }

    [Fact]
    public void A_sign_that_comes_when_the_time_is_over_ends_one_and_begins_another()
    {
        var capture = new SecureCapture(Policy);
        foreach (var (at, sign) in new (int, Func<TimeSpan, CaptureChange>)[]
        {
            (100, now => capture.Press(new Sensitive<char>('4'), now)),
            (200, now => capture.Hear(Speaker.Agent, new Sensitive<string>("read me the card number"), now)),
            (300, now => capture.UseTool("take_card", now)),
        })
        {
            capture.Press(new Sensitive<char>('1'), Seconds(at - 95)); // its time is over 5 s before the sign

            sign(Seconds(at)).Should().Be(CaptureChange.TimedOut | CaptureChange.Began, "what the first one kept must be forgotten");
            capture.NextDeadline.Should().Be(Seconds(at + 90));
            capture.Finish(Seconds(at + 1));
        }
    }

    private static SecureCapture Began()
    {
        var capture = new SecureCapture(Policy);
        capture.UseTool("take_card", Seconds(1)).Should().Be(CaptureChange.Began);
        return capture;
    }

    private static CaptureChange Hear(SecureCapture capture, Speaker speaker, string text) => capture.Hear(speaker, new Sensitive<string>(text), Seconds(1));

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}

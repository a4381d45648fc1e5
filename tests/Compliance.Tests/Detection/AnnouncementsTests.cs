using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

public sealed class AnnouncementsTests
{
    private static readonly EntityDetector Detector = new();

    [Theory]
    [InlineData("and my email address is to under the ass proton", "is to under the ass proton")]
    [InlineData("my birthday is when it went in there", "is when it went in")]
    public void What_follows_an_announcement_that_nothing_keeps_may_be_it_misheard(string text, string announced) =>
        Announced(text).Should().Contain(part => part.Contains(announced, StringComparison.Ordinal));

    [Theory]
    [InlineData("my email address is jane dot roe at gmail dot com")]
    [InlineData("i take two tablets in the morning")]
    [InlineData("the card number is")]
    [InlineData("")]
    public void An_announcement_that_is_kept_and_talk_that_announces_nothing_leave_nothing_open(string text) =>
        Announced(text).Should().NotContain(part => part.Length > 12); // "address is" at most

    [Fact]
    public void The_whole_of_a_short_answer_without_an_identifier_may_be_it_misheard()
    {
        var conversation = new Conversation();
        conversation.Add(Speaker.Agent, new Sensitive<string>("What is your full name?"));

        Announced("during the human market", conversation).Should().Contain("during the human market");
    }

    private static string[] Announced(string text, Conversation? before = null) =>
        [.. Detector.Detect(text, Speaker.Caller, before ?? new Conversation(), isFinal: true).Announced.Select(span => text[span.Start..span.End])];
}

namespace CompliantVoiceProxy.Policies.Tests;

public sealed class SecureCapturePolicyTests
{
    [Fact]
    public void Nothing_begins_one_where_the_file_says_nothing() =>
        PolicyText.Compile(PolicyText.Whole).Policy!.SecureCapture.IsUsed.Should().BeFalse();

    [Theory]
    [InlineData("{ start-on-digit: true }")]
    [InlineData("{ start-phrases: card number }")]
    [InlineData("{ start-tools: [take_card] }")]
    [InlineData("{ start-on-request: true }")]
    public void One_sign_is_enough(string capture) =>
        PolicyText.Compile($"{PolicyText.Whole}\nsecure-capture: {capture}").Policy!.SecureCapture.IsUsed.Should().BeTrue();

    [Fact]
    public void Every_error_has_its_line()
    {
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            secure-capture:
              start-phrases: ["?!"]
              start-tools: [take card, pay]
              start-on-digit: yes
              done-tools: [pay]
              done-key: "#"
              timeout: 1s
            """).Should().Equal(
            "8: secure-capture.start-phrases has '?!', which is too short to be meant: write at least three letters",
            "9: secure-capture.start-tools has 'take card', but a tool's name is made of letters, digits, hyphens and underscores, 64 at most",
            "10: secure-capture.start-on-digit is 'yes', but must be true or false",
            "11: secure-capture.done-tools has 'pay', which is among start-tools: it would end what it begins",
            "12: secure-capture.done-key is '#', but must be one of: pound, star, none",
            "13: secure-capture.timeout is 1s, but must be in the range 10s to 600s");
    }

    [Fact]
    public void The_tool_that_begins_one_does_not_end_it() =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nsecure-capture: {{ start-on-request: true, done-tools: [start_secure_capture] }}").Should().ContainSingle()
            .Which.Should().Be("7: secure-capture.done-tools has 'start_secure_capture', which begins one");

    [Fact]
    public void The_AI_is_not_told_of_a_tool_unless_the_file_says_so() =>
        PolicyText.Compile($"{PolicyText.Whole}\nsecure-capture: {{ start-on-digit: true }}").Policy!.SecureCapture.StartsOnRequest.Should().BeFalse();

    [Fact]
    public void One_that_nothing_begins_is_an_error() =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nsecure-capture: {{ timeout: 60s }}").Should().ContainSingle()
            .Which.Should().StartWith("7: secure-capture has nothing that begins it");
}

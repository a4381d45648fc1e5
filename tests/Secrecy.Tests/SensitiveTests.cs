namespace CompliantVoiceProxy.Secrecy.Tests;

public sealed class SensitiveTests
{
    private static readonly Sensitive<string> Card = new("4111111111111111");

    [Fact]
    public void A_sensitive_value_prints_its_kind_and_never_itself()
    {
        $"{Card}".Should().Be("[String withheld]");
        new { Card }.ToString().Should().NotContain("4111");
    }

    [Fact]
    public void Serializing_a_sensitive_value_writes_nothing_of_it() =>
        System.Text.Json.JsonSerializer.Serialize(Card).Should().NotContain("4111");

    [Fact]
    public void The_hash_code_says_nothing_about_the_value() =>
        Card.GetHashCode().Should().Be(new Sensitive<string>("123").GetHashCode());

    [Fact]
    public void Reveal_gives_the_value_back() => Card.Reveal().Should().Be("4111111111111111");
}

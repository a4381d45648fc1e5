using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Proxy.Monitor;

namespace CompliantVoiceProxy.Proxy.Tests.Monitor;

public sealed class DummyOutcomeTests
{
    private static readonly TestUtterance Utterance = new("a.wav", new WavFile(new short[8_000], 8_000), []);

    [Theory]
    [InlineData("both answered in time", new[] { 700, 1_500 }, false, "Good")]
    [InlineData("one late", new[] { 700, 1_501 }, false, "Late")]
    [InlineData("the second never answered", new[] { 700, -1 }, false, "NoAnswer")]
    [InlineData("ended after the first", new[] { 700 }, false, "NoAnswer")]
    [InlineData("never taken", new int[0], false, "NoAnswer")]
    [InlineData("answered, but leaking", new[] { 700, 700 }, true, "Survived")]
    [InlineData("not answered, and leaking", new[] { -1 }, true, "Survived")]
    public void A_call_is_judged_by_its_worst(string what, int[] answersMs, bool survived, string verdict)
    {
        var outcome = new DummyOutcome
        {
            Turns = [.. answersMs.Select(answer => new DummyTurn(Utterance, answer < 0 ? null : TimeSpan.FromMilliseconds(answer), null))],
            TurnsMeant = 2,
            Survived = survived ? ["CREDIT_CARD"] : ImmutableArray<string>.Empty,
        };

        outcome.Judge(TimeSpan.FromSeconds(1.5)).ToString().Should().Be(verdict, what);
    }
}

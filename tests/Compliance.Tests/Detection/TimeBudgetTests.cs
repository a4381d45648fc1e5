using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>A recognizer that takes too long is stopped and named, and nothing of the text leaves. The clock is the test's.</summary>
public sealed class TimeBudgetTests
{
    private const string Text = "good morning, I am calling about my refill";

    [Fact]
    public void A_recognizer_that_returns_too_late_withholds_everything_and_is_named() => ShouldBeWithheld(new SlowRecognizer(steps: 1, perStep: TimeSpan.FromMinutes(1)));

    [Fact]
    public void A_recognizer_that_would_go_on_for_ever_is_stopped_inside_its_loop() => ShouldBeWithheld(new SlowRecognizer(steps: int.MaxValue, perStep: TimeSpan.FromMilliseconds(1)));

    [Fact]
    public void A_recognizer_within_its_time_changes_nothing()
    {
        var slow = new SlowRecognizer(steps: 10, perStep: TimeSpan.FromMilliseconds(1));

        var detection = new EntityDetector([slow], TenantPolicy.Defaults, slow.Clock).Detect(Text, Speaker.Caller, new Conversation(), isFinal: true);

        detection.FailedRecognizers.Should().BeEmpty();
        detection.Entities.Should().BeEmpty();
    }

    [Fact]
    public void Each_recognizer_has_its_own_time()
    {
        var clock = new SettableClock();
        var recognizers = Enumerable.Range(0, 50).Select(_ => (IRecognizer)new SlowRecognizer(steps: 1, TimeSpan.FromMilliseconds(100), clock));

        new EntityDetector([.. recognizers], TenantPolicy.Defaults, clock).Detect(Text, Speaker.Caller, new Conversation(), isFinal: true).FailedRecognizers.Should().BeEmpty();
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_named_as_the_tenant_named_it()
    {
        var heavy = new CustomRecognizer { Name = "heavy", Pattern = "([a-z]{1,40} ){1,40}[0-9]", LongestMatch = TimeSpan.FromTicks(1) };
        var text = string.Concat(Enumerable.Repeat("some words of talk ", 20_000));

        var detection = new EntityDetector(TenantPolicy.Defaults with { Recognizers = [heavy] }).Detect(text, Speaker.Caller, new Conversation(), isFinal: true);

        detection.FailedRecognizers.Should().Equal(RecognizerName.Of(heavy));
        detection.Entities.Should().ContainSingle().Which.Span.Should().Be(new TextSpan(0, text.Length));
    }

    private static void ShouldBeWithheld(SlowRecognizer slow)
    {
        var detection = new EntityDetector([slow], TenantPolicy.Defaults, slow.Clock).Detect(Text, Speaker.Caller, new Conversation(), isFinal: true);

        detection.FailedRecognizers.Should().Equal(typeof(SlowRecognizer));
        detection.Entities.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Type = EntityType.UnknownNumber, Span = new TextSpan(0, Text.Length) });
        detection.OpenFrom.Should().Be(0);
    }

    private sealed class SlowRecognizer(int steps, TimeSpan perStep, SettableClock? clock = null) : IRecognizer
    {
        public SettableClock Clock { get; } = clock ?? new SettableClock();

        public IReadOnlyList<Cue> Cues => [];

        public void Find(Reading reading, List<Entity> found)
        {
            for (var step = 0; step < steps; step++)
            {
                Clock.Now += perStep;
                reading.Budget.Spend();
            }
        }
    }

    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}

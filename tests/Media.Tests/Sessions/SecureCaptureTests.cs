using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

public sealed class SecureCaptureTests
{
    [Fact]
    public async Task While_it_lasts_the_AI_gets_nothing_and_afterwards_the_call_goes_on()
    {
        var sentences = new Queue<string>(["here comes my secret now", "perfectly fine words"]);
        await using var call = await MediaPlaneFixture.StartAsync(
            FakeTranscriber.Saying(sentences));
        call.Policy = call.Policy with { SecureCapture = new SecureCapturePolicy { StartPhrases = ["my secret"], Timeout = TimeSpan.FromSeconds(3) } };
        var speech = SpeechModels.OneBreath; // one stretch
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(speech);
            await SilenceAsync(caller, 4);
            var inCapture = call.TextsAtAgent.ToList();
            await caller.SayAsync(speech);
            await caller.HearAsync(0, TimeSpan.FromSeconds(20));

            inCapture.Should().NotBeEmpty().And.NotContain(["input_audio_buffer.append", "input_audio_buffer.commit"], "the capture began in the first turn and ended after it");
            call.TextsAtAgent.Should().Contain("perfectly fine words").And.NotContain(text => text.Contains("secret", StringComparison.Ordinal));
        }

        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
        using var log = SqliteAuditReader.Open(call.AuditPath);
        log.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent().GetProperty("type").GetString())
            .Should().ContainInOrder("secure-capture-began", "secure-capture-ended", "release-decided", "turn-committed");
    }

    [Fact]
    public async Task A_turn_that_had_begun_when_it_ended_is_kept_to_its_end()
    {
        var sentences = new Queue<string>(["here comes my secret now", "four five three nine"]);
        await using var call = await MediaPlaneFixture.StartAsync(
            FakeTranscriber.Saying(sentences));
        call.Policy = call.Policy with { SecureCapture = new SecureCapturePolicy { StartPhrases = ["my secret"], Timeout = TimeSpan.FromMilliseconds(200) } };
        var speech = SpeechModels.OneBreath;
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(WithPause(speech, TimeSpan.FromMilliseconds(500))); // cuts the stretch, not the turn; the cue is heard in the pause, and the capture's time runs out before the turn's end
            await SilenceAsync(caller, 3);
            var inCapture = call.TextsAtAgent.ToList();
            await caller.SayAsync(speech);
            await caller.HearAsync(0, TimeSpan.FromSeconds(20));

            sentences.Should().BeEmpty("the turn had two stretches");
            inCapture.Should().NotBeEmpty().And.NotContain(["input_audio_buffer.append", "input_audio_buffer.commit"]);
            call.TextsAtAgent.Should().Contain("perfectly fine words")
                .And.NotContain(text => text.Contains("secret", StringComparison.Ordinal) || text.Contains("four", StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal));
        }

        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
        using var log = SqliteAuditReader.Open(call.AuditPath);
        log.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent()).Where(entry => entry.GetProperty("type").GetString() == "turn-committed")
            .Select(entry => entry.GetProperty("turn").GetInt32()).Should().Equal([2], "the first turn was kept whole");
    }

    /// <summary>A recording twice, with a pause of the given length between its last sound and its first.</summary>
    private static WavFile WithPause(WavFile speech, TimeSpan pause)
    {
        const int Loud = 300;
        var samples = speech.Samples.Span;
        var first = samples.IndexOfAnyExceptInRange((short)-Loud, (short)Loud);
        var spoken = samples[first..(samples.LastIndexOfAnyExceptInRange((short)-Loud, (short)Loud) + 1)];
        short[] twice = [.. spoken, .. new short[(int)(pause.TotalSeconds * speech.SampleRate)], .. spoken];
        return new WavFile(twice, speech.SampleRate);
    }

    private static Task SilenceAsync(LoopbackCaller caller, int seconds) => caller.SayAsync(new WavFile(new short[seconds * 8000], 8000));
}

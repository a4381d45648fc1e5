using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>What a caller does to a call: interrupts it, vanishes from it.</summary>
public sealed class CallerTests
{
    private const int Rate = 8000;

    [Fact]
    public async Task A_caller_who_speaks_over_the_answer_stops_it()
    {
        var tone = new short[20 * Rate];
        new ToneGenerator(700, levelDbov: -20, Rate).Fill(tone, ends: true);
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("perfectly fine words", interval)),
            answer: new RealtimeAnswer(new WavFile(tone, Rate), "A long tone."));
        await using var caller = await call.CallAsync();
        var speech = SpeechModels.TestAudio("patient-2-birth.wav");
        await caller.SayAsync(speech);
        var begun = await caller.HearAsync(0, TimeSpan.FromSeconds(20));
        await caller.HearAsync(begun + Rate, TimeSpan.FromSeconds(20));

        var onset = caller.Heard.Count;
        await caller.SayAsync(speech);

        var heardSince = caller.Heard.Skip(onset).ToList();
        var lastOfAnswer = heardSince.FindLastIndex(sample => Math.Abs((int)sample) > 1000);
        TestContext.Current.TestOutputHelper?.WriteLine($"the answer was heard for {lastOfAnswer * 1000 / Rate} ms after the caller's recording began");
        heardSince.Count.Should().BeGreaterThan(3 * Rate);
        lastOfAnswer.Should().BeLessThan(heardSince.Count / 2, "an answer of 20 s would have gone on");
        call.TextsAtAgent.Should().Contain("conversation.item.truncate");
    }

    [Fact]
    public async Task A_caller_of_whom_nothing_more_comes_ends_the_call()
    {
        await using var call = await MediaPlaneFixture.StartAsync(options: new MediaPlaneOptions { RtpTimeout = TimeSpan.FromSeconds(1) });
        await using (await call.CallAsync())
        {
        }

        (await call.SignalAsync<MediaEnded>()).Reason.Should().Be(MediaEndReason.RtpTimeout);
    }
}

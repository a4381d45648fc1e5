using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Media.Tests.Sessions;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Transfer;

/// <summary>A transfer as the media plane sees it: a colleague comes to the line, and the voice AI leaves it.</summary>
public sealed class BridgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PCMU")]
    [InlineData("PCMA")]
    public async Task Caller_and_colleague_hear_each_other_and_the_voice_AI_nothing_any_more(string format)
    {
        await using var call = await StartAsync();
        await using var caller = await call.CallAsync();
        await WantAsync(call, caller);
        await using var colleague = new LoopbackCaller(format == "PCMA" ? PayloadFormat.Pcma : PayloadFormat.Pcmu);
        var offer = (await call.Plane.OfferBridgeAsync(call.CallId, Token))!.Value;
        (await call.Plane.BridgeAsync(call.CallId, new Sensitive<string>(colleague.Accept(offer.Reveal())), Token)).Should().BeTrue();
        var frames = call.Agent.Recordings.Sum(recording => recording.Frames.Count);

        await Task.WhenAll(caller.SayAsync(Tone(440)), colleague.SayAsync(Tone(1_000)));

        Frequency(colleague.Heard).Should().BeInRange(430, 450, "the colleague hears the caller");
        Frequency(caller.Heard).Should().BeInRange(980, 1_020, "the caller hears the colleague");
        call.Agent.Recordings.Sum(recording => recording.Frames.Count).Should().Be(frames, "its session is closed");
        call.Ports.Lent.Should().Be(2);
        await call.Plane.CloseAsync(call.CallId, Token);
        (call.Ports.Lent, call.Plane.ActiveSessions).Should().Be((0, 0));
    }

    [Fact]
    public async Task An_answer_that_fits_nothing_leaves_the_caller_with_the_voice_AI_which_is_told()
    {
        await using var call = await StartAsync();
        await using var caller = await call.CallAsync();
        await WantAsync(call, caller);
        await call.Plane.OfferBridgeAsync(call.CallId, Token);

        (await call.Plane.BridgeAsync(call.CallId, new("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n"), Token)).Should().BeFalse();
        (await call.Plane.BridgeAsync(call.CallId, new("no session at all"), Token)).Should().BeFalse();
        await call.Plane.ResumeAsync(call.CallId, TransferFailure.Busy, Token);
        call.Ports.Lent.Should().Be(1, "what was offered to the colleague is given back");
        var told = caller.Heard.Count;
        await WaitForAsync(call, """{"transfer":"failed","reason":"busy"}""");

        (await caller.HearAsync(told, TimeSpan.FromSeconds(10))).Should().BeGreaterThanOrEqualTo(told, "the AI says something to it");
    }

    [Fact]
    public async Task A_colleague_may_be_offered_again_and_an_end_in_the_middle_leaves_nothing()
    {
        await using var call = await StartAsync();
        await using var caller = await call.CallAsync();
        var first = await call.Plane.OfferBridgeAsync(call.CallId, Token);
        var second = await call.Plane.OfferBridgeAsync(call.CallId, Token);
        second.Should().NotBe(first);
        call.Ports.Lent.Should().Be(2, "the first offer's ports are given back");

        await call.Plane.CloseAsync(call.CallId, Token);
        (call.Ports.Lent, call.Plane.ActiveSessions).Should().Be((0, 0));
        (await call.Plane.OfferBridgeAsync(call.CallId, Token)).Should().BeNull();
        (await call.Plane.BridgeAsync(call.CallId, second!.Value, Token)).Should().BeFalse();
        await call.Plane.ResumeAsync(call.CallId, TransferFailure.Busy, Token);
    }

    [Fact]
    public async Task An_end_that_crosses_the_join_leaves_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var call = await StartAsync();
            await using var caller = await call.CallAsync();
            await using var colleague = new LoopbackCaller();
            var offer = (await call.Plane.OfferBridgeAsync(call.CallId, Token))!.Value;
            var answer = new Sensitive<string>(colleague.Accept(offer.Reveal()));

            await Task.WhenAll(Task.Run(() => call.Plane.BridgeAsync(call.CallId, answer, Token), Token), Task.Run(() => call.Plane.CloseAsync(call.CallId, Token), Token));

            (call.Ports.Lent, call.Plane.ActiveSessions).Should().Be((0, 0));
        }
    }

    [Fact]
    public async Task A_caller_that_falls_silent_on_the_wire_ends_the_join()
    {
        await using var call = await StartAsync(new MediaPlaneOptions { RtpTimeout = TimeSpan.FromSeconds(1) });
        await using var colleague = new LoopbackCaller();
        await using (await call.CallAsync())
        {
            var offer = (await call.Plane.OfferBridgeAsync(call.CallId, Token))!.Value;
            (await call.Plane.BridgeAsync(call.CallId, new Sensitive<string>(colleague.Accept(offer.Reveal())), Token)).Should().BeTrue();
        }

        (await call.SignalAsync<MediaEnded>()).Reason.Should().Be(MediaEndReason.RtpTimeout);
    }

    private static async Task<MediaPlaneFixture> StartAsync(MediaPlaneOptions? options = null)
    {
        var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("a person please", interval)),
            options: options, toolCalls: [new RealtimeToolCall("person", "transfer_to_human", """{"target":"billing"}""")]);
        call.Policy = call.Policy with { Transfer = new TransferPolicy { Targets = [new TransferTarget { Name = "billing", Uri = "sip:billing@127.0.0.1", Description = "Bills" }] } };
        return call;
    }

    /// <summary>The caller asks for a person, and the AI for the transfer.</summary>
    private static async Task WantAsync(MediaPlaneFixture call, LoopbackCaller caller)
    {
        await caller.SayAsync(SpeechModels.TestAudio("patient-2-birth.wav"));
        (await call.SignalAsync<TransferWanted>()).Target.Should().Be("billing");
        await WaitForAsync(call, """{"status":"started"}""");
    }

    private static async Task WaitForAsync(MediaPlaneFixture call, string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!call.TextsAtAgent.Contains(text))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static WavFile Tone(double frequency)
    {
        var samples = new short[2 * 8_000];
        new ToneGenerator(frequency, -12, 8_000).Fill(samples, ends: true);
        return new WavFile(samples, 8_000);
    }

    /// <summary>Of the loudest quarter of a second, by its crossings of zero.</summary>
    private static double Frequency(IReadOnlyList<short> heard)
    {
        const int Window = 2_000;
        var at = Enumerable.Range(0, Math.Max(1, (heard.Count - Window) / Window)).MaxBy(window => heard.Skip(window * Window).Take(Window).Sum(sample => Math.Abs((int)sample))) * Window;
        var loud = heard.Skip(at).Take(Window).ToList();
        return loud.Zip(loud.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0) * 8_000.0 / Window;
    }
}

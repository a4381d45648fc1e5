using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Probe.Tests.Caller;

/// <summary>Real calls on loopback, in real time.</summary>
public sealed class SipPhoneTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static SipPhone Start(int firstPort) =>
        SipPhone.Start(new SipPhoneOptions { FirstMediaPort = firstPort, LastMediaPort = firstPort + 99 }, TimeProvider.System);

    private static async Task<(PhoneCall Caller, PhoneCall Callee)> ConnectAsync(SipPhone caller, SipPhone callee, PhoneCallOptions? options = null)
    {
        var answering = callee.AnswerAsync(options ?? new PhoneCallOptions(), Cancelled);
        var call = await caller.CallAsync(callee.Uri, new PhoneCallOptions(), Cancelled);
        var answered = await answering;
        (await call.Answered.WaitAsync(TimeSpan.FromSeconds(10), Cancelled)).Should().BeTrue();
        return (call, answered);
    }

    [Theory]
    [InlineData("PCMU", 48_000)]
    [InlineData("PCMA", 16_000)]
    public async Task Two_phones_hear_each_other(string codec, int rate)
    {
        await using var alice = Start(28_000);
        await using var bob = Start(28_100);
        var format = codec == "PCMU" ? PayloadFormat.Pcmu : PayloadFormat.Pcma;
        var (a, b) = await ConnectAsync(alice, bob, new PhoneCallOptions { Formats = [format, PayloadFormat.TelephoneEvents] });
        await using var _ = a;
        await using var __ = b;
        var (fromA, fromB) = (Hearing.Glide(1.5, rate, seed: 1), Hearing.Glide(1.5, 8_000, seed: 4));

        var played = await Task.WhenAll(a.PlayAsync(fromA, Cancelled), b.PlayAsync(fromB, Cancelled));
        var heard = await Task.WhenAll(a.NextSpeechAsync(TimeSpan.FromSeconds(10), Cancelled), b.NextSpeechAsync(TimeSpan.FromSeconds(10), Cancelled));

        (played[0].End - played[0].Start).TotalSeconds.Should().BeApproximately(1.5, 0.1);
        heard.Should().OnlyContain(speech => speech != null);
        Hearing.Correlation(fromA, b.Recording()).Should().BeGreaterThan(0.99);
        Hearing.Correlation(fromB, a.Recording()).Should().BeGreaterThan(0.99);
        Hearing.Correlation(fromA, a.Recording()).Should().BeLessThan(0.5, "nobody hears himself");
        b.HangUp();
        (await a.Ended).Reason.Should().Be(PhoneEndReason.FarHungUp);
        (await b.Ended).Reason.Should().Be(PhoneEndReason.HungUp);
        a.Figures().PacketsLost.Should().Be(0);
        a.Figures().PacketsHeard.Should().BeGreaterThan(75);
    }

    [Fact]
    public async Task Keys_arrive_in_order_and_the_sound_goes_on_beneath()
    {
        await using var alice = Start(28_200);
        await using var bob = Start(28_300);
        var (a, b) = await ConnectAsync(alice, bob);
        await using var _ = a;
        await using var __ = b;

        var playing = a.PlayAsync(Hearing.Glide(2, 8_000, seed: 1), Cancelled);
        a.TryPress("41*", TimeSpan.FromMilliseconds(100)).Should().BeTrue();
        a.TryPress("x", TimeSpan.FromMilliseconds(100)).Should().BeFalse();
        var played = await playing;
        a.HangUp();

        var keys = new List<char>();
        await foreach (var happened in b.Events.ReadAllAsync(Cancelled))
        {
            if (happened is KeyHeard { Key: var key })
            {
                keys.Add(key.Reveal());
                happened.ToString().Should().Contain("withheld");
            }
        }

        keys.Should().Equal('4', '1', '*');
        (played.End - played.Start).TotalSeconds.Should().BeApproximately(2, 0.1);
    }

    [Fact]
    public async Task What_happens_is_told_in_order()
    {
        await using var alice = Start(28_400);
        await using var bob = Start(28_500);
        var (a, b) = await ConnectAsync(alice, bob);
        await using var _ = a;
        await using var __ = b;
        await b.PlayAsync(Hearing.Glide(0.5, 8_000, seed: 1), Cancelled);
        var speech = await a.NextSpeechAsync(TimeSpan.FromSeconds(10), Cancelled);
        b.HangUp();

        var events = new List<PhoneEvent>();
        await foreach (var happened in a.Events.ReadAllAsync(Cancelled))
        {
            events.Add(happened);
        }

        events.Select(happened => happened.GetType()).Should().Equal(
            typeof(CallAnswered), typeof(AudioHeard), typeof(FarSpeechStarted), typeof(FarSpeechEnded), typeof(CallEnded));
        (speech!.Value.End - speech.Value.Start).TotalSeconds.Should().BeApproximately(0.5, 0.15);
    }

    [Fact]
    public async Task A_phone_that_waits_for_no_call_is_busy()
    {
        await using var alice = Start(28_600);
        await using var bob = Start(28_700);

        await using var call = await alice.CallAsync(bob.Uri, new PhoneCallOptions(), Cancelled);

        (await call.Answered).Should().BeFalse();
        var end = await call.Ended;
        (end.Reason, end.Status).Should().Be((PhoneEndReason.Refused, 486));
        call.Recording().Samples.Length.Should().Be(0);
        call.TryPress("1", TimeSpan.FromMilliseconds(100)).Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_codec_in_common_the_call_is_refused()
    {
        await using var alice = Start(28_800);
        await using var bob = Start(28_900);
        var answering = bob.AnswerAsync(new PhoneCallOptions { Formats = [PayloadFormat.Pcma] }, Cancelled);

        await using var call = await alice.CallAsync(bob.Uri, new PhoneCallOptions { Formats = [PayloadFormat.Pcmu] }, Cancelled);

        (await call.Ended).Status.Should().Be(488);
        await using var refused = await answering;
        (await refused.Ended).Reason.Should().Be(PhoneEndReason.NothingInCommon);
    }

    [Fact]
    public async Task A_call_into_the_void_is_given_up()
    {
        await using var alice = Start(29_000);
        Sip.Messages.SipUri.TryParse("sip:nobody@127.0.0.1:9", out var nobody).Should().BeTrue();

        await using var call = await alice.CallAsync(nobody, new PhoneCallOptions { AnswerWithin = TimeSpan.FromMilliseconds(300) }, Cancelled);

        (await call.NextSpeechAsync(TimeSpan.FromMilliseconds(400), Cancelled)).Should().BeNull();
        await call.DisposeAsync();
        (await call.Ended).Reason.Should().Be(PhoneEndReason.NoAnswer);
    }

    [Fact]
    public async Task What_waits_to_be_played_can_be_dropped()
    {
        await using var alice = Start(29_100);
        await using var bob = Start(29_200);
        var (a, b) = await ConnectAsync(alice, bob);
        await using var _ = a;
        await using var __ = b;

        var playing = a.PlayAsync(new WavFile(new short[8_000 * 60], 8_000), Cancelled);
        a.StopPlaying();

        await FluentActions.Awaiting(() => playing).Should().ThrowAsync<OperationCanceledException>();
        (await a.PlayAsync(new WavFile(new short[800], 8_000), Cancelled)).Start.Should().BeGreaterThan(TimeSpan.Zero);
    }
}

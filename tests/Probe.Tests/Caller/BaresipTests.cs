using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Probe.Tests.Caller;

public sealed class BaresipTests
{
    [Theory]
    [InlineData("PCMU")]
    [InlineData("PCMA")]
    public async Task A_phone_and_baresip_hear_each_other(string codec)
    {
        Assert.SkipUnless(BaresipAnswerer.IsInstalled, "baresip is not installed; get it with: apt-get install --no-install-recommends baresip-core");
        var cancelled = TestContext.Current.CancellationToken;
        var (ours, theirs) = (Hearing.Glide(2, 24_000, seed: 2), Hearing.Glide(2, 8_000, seed: 5));
        var wav = Path.GetTempFileName();
        new WavFile((short[])[.. new short[16_000], .. theirs.Samples.ToArray(), .. new short[32_000]], 8_000).Write(wav);
        try
        {
            using var baresip = new BaresipAnswerer(wav, 8_000, codec);
            await using var phone = SipPhone.Start(new SipPhoneOptions { FirstMediaPort = 29_400, LastMediaPort = 29_499 }, TimeProvider.System);
            await using var call = await CallAsync(phone, SipUri.Create("bob", "127.0.0.1", baresip.Port), cancelled);

            await call.PlayAsync(ours, cancelled);
            call.TryPress("5", TimeSpan.FromMilliseconds(100)).Should().BeTrue();
            (await call.NextSpeechAsync(TimeSpan.FromSeconds(10), cancelled)).Should().NotBeNull();
            call.HangUp();
            (await call.Ended).Reason.Should().Be(PhoneEndReason.HungUp);
            await baresip.StopAsync(cancelled);

            Hearing.Correlation(theirs, call.Recording()).Should().BeGreaterThan(0.99);
            Hearing.Correlation(ours, WavFile.Read(baresip.Recording!)).Should().BeGreaterThan(0.99);
        }
        finally
        {
            File.Delete(wav);
        }
    }

    /// <summary>A baresip that has just been started does not listen yet; SIP's own retransmissions reach it when it does.</summary>
    private static async Task<PhoneCall> CallAsync(SipPhone phone, SipUri target, CancellationToken cancelled)
    {
        var call = await phone.CallAsync(target, new PhoneCallOptions { Formats = [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvents] }, cancelled);
        (await call.Answered.WaitAsync(TimeSpan.FromSeconds(15), cancelled)).Should().BeTrue();
        return call;
    }
}

using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Proxy.Commands;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

[Collection(CommandRun.Collection)]
public sealed class CallCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-call-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_call_plays_presses_and_records_and_gives_its_account()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var (play, record) = (Path.Combine(_folder, "play.wav"), Path.Combine(_folder, "heard.wav"));
        var tone = new short[16_000];
        new ToneGenerator(700, -15, 16_000).Fill(tone, ends: true);
        new WavFile(tone, 16_000).Write(play);
        await using var phone = SipPhone.Start(new SipPhoneOptions { FirstMediaPort = 29_500, LastMediaPort = 29_599 }, TimeProvider.System);
        var answering = AnswerAsync(phone, new WavFile(tone, 16_000), cancelled);

        var (code, output, errors) = await CommandRun.RunAsync(
            "call", phone.Uri.Text, "--play", play, "--record", record, "--codec", "pcma", "--dtmf", "0.2:7,0.5:#", "--duration", "2.5", "--json");

        code.Should().Be(ExitCode.Done, errors);
        using var account = JsonDocument.Parse(output);
        var root = account.RootElement;
        root.GetProperty("answered").GetBoolean().Should().BeTrue();
        root.GetProperty("endReason").GetString().Should().Be("hung-up");
        root.GetProperty("speech").GetArrayLength().Should().Be(1);
        (root.GetProperty("played").GetProperty("endMs").GetDouble() - root.GetProperty("played").GetProperty("startMs").GetDouble()).Should().BeApproximately(1_000, 100);
        var heard = WavFile.Read(record);
        heard.SampleRate.Should().Be(8_000);
        AudioLevel.RmsDbov(heard.Samples.Span[2_400..5_600]).Should().BeApproximately(-15, 1);
        (await answering).Should().Equal('7', '#');
    }

    [Theory]
    [InlineData("*no SIP URI*", "call", "clinic")]
    [InlineData("*no SIP URI*", "call", "tel:+15550100")]
    [InlineData("*--dtmf*", "call", "sip:a@127.0.0.1:9", "--dtmf", "1:x")]
    [InlineData("*--dtmf*", "call", "sip:a@127.0.0.1:9", "--dtmf", "12")]
    [InlineData("*--duration*", "call", "sip:a@127.0.0.1:9", "--duration", "-1")]
    [InlineData("*missing.wav*", "call", "sip:a@127.0.0.1:9", "--play", "missing.wav")]
    [InlineData("*folder*", "call", "sip:a@127.0.0.1:9", "--record", "no/such/folder/b.wav")]
    public async Task A_wrong_command_line_is_told_in_words(string message, params string[] args)
    {
        var (code, _, errors) = await CommandRun.RunAsync(args);

        code.Should().Be(ExitCode.WrongUse);
        errors.Should().Match(message);
    }

    [Fact]
    public async Task A_refused_call_fails_with_its_status()
    {
        await using var busy = SipPhone.Start(new SipPhoneOptions { FirstMediaPort = 29_600, LastMediaPort = 29_699 }, TimeProvider.System);

        var (code, output, _) = await CommandRun.RunAsync("call", busy.Uri.Text);

        code.Should().Be(ExitCode.CheckFailed);
        output.Should().Contain("refused: 486 Busy Here");
    }

    /// <summary>Answers one call with a sound, and gives the keys that were pressed in it.</summary>
    private static async Task<List<char>> AnswerAsync(SipPhone phone, WavFile sound, CancellationToken cancelled)
    {
        await using var call = await phone.AnswerAsync(new PhoneCallOptions(), cancelled);
        await call.PlayAsync(sound, cancelled);
        var keys = new List<char>();
        await foreach (var happened in call.Events.ReadAllAsync(cancelled))
        {
            if (happened is KeyHeard pressed)
            {
                keys.Add(pressed.Key.Reveal());
            }
        }

        return keys;
    }
}

using System.Diagnostics;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Files;
using CompliantVoiceProxy.Media.Tests.Sessions;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Speech.Queue;

namespace CompliantVoiceProxy.Media.Tests.Files;

/// <summary>Cards that are hard to hear, down the whole way: nothing of them may leave.</summary>
public sealed class SpokenCardTests
{
    /// <summary>More than this of a number is something to go by.</summary>
    private static readonly TimeSpan MayPass = TimeSpan.FromMilliseconds(120);

    [Theory]
    [InlineData("es", "cuatro cinco tres nueve, uno cuatro ocho cero, tres cuatro dos seis, siete nueve uno tres")]
    [InlineData("es-419", "uno dos siete siete, cero cinco cinco cuatro, nueve ocho uno dos, seis seis cero tres")]
    [InlineData("fr-fr", "quatre cinq trois neuf, un quatre huit zéro, trois quatre deux six, sept neuf un trois")]
    [InlineData("de", "vier fünf drei neun, eins vier acht null, drei vier zwei sechs, sieben neun eins drei")]
    [InlineData("pt-br", "quatro cinco três nove, um quatro oito zero, três quatro dois seis, sete nove um três")]
    [InlineData("vi", "bốn năm ba chín, một bốn tám không, ba bốn hai sáu, bảy chín một ba")]
    [InlineData("es", "cuarenta y cinco, treinta y nueve, catorce, ochenta, treinta y cuatro, veintiséis, setenta y nueve, trece")]
    public async Task A_card_read_in_a_language_that_the_model_was_not_made_for_does_not_leave(string voice, string digits) =>
        (await PassedAsync(Speak(voice, digits))).Should().BeLessThan(MayPass);

    [Theory]
    [InlineData("en-us")]
    [InlineData("en-us+f3")]
    [InlineData("en-gb")]
    public async Task A_card_in_groups_of_three_with_pauses_does_not_leave(string voice)
    {
        WavFile[] groups = [.. new[] { "four five three", "nine one four", "eight zero three", "four two six", "seven nine one", "three" }.Select(group => Speak(voice, group))];
        var pause = new short[5600]; // 0.7 s: longer than what ends a stretch, shorter than what ends a turn

        (await PassedAsync(Join([.. groups.SelectMany(group => new[] { group.Samples.ToArray(), pause })]))).Should().BeLessThan(MayPass);
    }

    [Fact]
    public async Task A_card_in_groups_whose_pauses_end_the_turn_does_not_leave()
    {
        WavFile[] groups = [Speak("en-us", "My card number is four five three nine"), Speak("en-us", "one four eight zero"), Speak("en-us", "three four two six"), Speak("en-us", "seven nine one three")];
        var pause = new short[12_000]; // 1.5 s

        var passed = await PassedAsync(Join([.. groups.Skip(1).SelectMany(group => new[] { group.Samples.ToArray(), pause }).Prepend(pause).Prepend(groups[0].Samples.ToArray())]), from: TimeSpan.FromSeconds(2.5));

        passed.Should().BeLessThan(MayPass);
    }

    /// <summary>How much of the voice left as it was: 20 ms frames that are loud enough to be heard and have not been replaced.</summary>
    private static async Task<TimeSpan> PassedAsync(WavFile speech, TimeSpan from = default)
    {
        using var transcriptions = new TranscriptionQueue(SpeechModels.Engine.Transcriber, new TranscriptionQueueOptions { Workers = 1 }, TimeProvider.System);
        var files = new FileClearance(new Hearing
        {
            CreateVoiceActivityDetector = SpeechModels.Engine.CreateVoiceActivityDetector,
            Transcriptions = transcriptions,
            Audit = new NoTrail(),
            TranscriptionPatience = TimeSpan.FromMinutes(5),
        });
        var policy = new TenantPolicy { Tenant = "t", Revision = "r", Called = [], Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1/"), Model = "m" } };
        var left = (await files.ClearAsync(speech, policy, TestContext.Current.CancellationToken)).Audio.Samples;
        var passed = 0;
        for (var at = (int)(from.TotalSeconds * 8000); at + 160 <= speech.Samples.Length; at += 160)
        {
            var frame = speech.Samples.Span.Slice(at, 160);
            if (AudioLevel.RmsDbov(frame) > -45 && frame.SequenceEqual(left.Span.Slice(at, 160)))
            {
                passed++;
            }
        }

        return TimeSpan.FromMilliseconds(20 * passed);
    }

    private static WavFile Join(short[][] parts) => new(parts.SelectMany(part => part).ToArray(), 8000);

    /// <summary>Telephone speech by espeak-ng and sox.</summary>
    private static WavFile Speak(string voice, string text)
    {
        Assert.SkipUnless(SpeechModels.Missing.IsEmpty, "the speech models are not here; ./cvp setup fetches them");
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng") && File.Exists("/usr/bin/sox"), "espeak-ng and sox are not here; apt-get install espeak-ng sox");
        var folder = Directory.CreateTempSubdirectory("cvp-speak-");
        try
        {
            var (spoken, line) = (Path.Combine(folder.FullName, "spoken.wav"), Path.Combine(folder.FullName, "line.wav"));
            Run("/usr/bin/espeak-ng", "-v", voice, "-s", "140", "-w", spoken, text);
            Run("/usr/bin/sox", "-R", spoken, "-r", "8000", "-c", "1", "-b", "16", line, "gain", "-n", "-6");
            return WavFile.Read(line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }

    private sealed class NoTrail : IAuditTrail
    {
        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

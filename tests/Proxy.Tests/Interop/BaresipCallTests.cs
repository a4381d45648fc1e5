using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>The whole way with programs of others at both ends: baresip calls, <c>cvp serve</c> stands between, an independent Realtime server answers.</summary>
public sealed class BaresipCallTests : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(4.5); // the turn's end, the answer, and a breath
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-interop-").FullName;

    [Fact]
    public async Task A_patient_who_calls_with_baresip_is_answered_and_nothing_planted_reaches_the_voice_AI()
    {
        Peers.SkipUnlessThere();
        var call = TestCall.Read(TestCall.DefaultFolder);
        await using var voiceAi = await IndependentVoiceAi.StartAsync(Path.Combine(_folder, "ai"), Path.Combine(TestCall.DefaultFolder, "agent-2.wav"));
        await using var proxy = await ServedProxy.StartAsync(Path.Combine(_folder, "proxy"), voiceAi.Url);

        var heardByCaller = await BaresipCaller.CallAsync(Path.Combine(_folder, "baresip"), proxy.Uri, OneAfterAnother(call.Patient));

        heardByCaller.Should().NotBeNull("the call is answered; the proxy said: {0}", proxy.Output);
        Transcript.Of(heardByCaller!).Should().ContainEquivalentOf("member number", "the caller hears the answer");
        var planted = call.Patient.SelectMany(utterance => utterance.Parts).Where(part => part.IsPlanted).ToList();
        (from text in voiceAi.Texts from part in planted where TextRule.Tells(text, part) select part.Type).Should().BeEmpty("text fields tell nothing");
        var heard = voiceAi.Heard;
        var spoken = Transcript.Of(heard);
        planted.Where(part => TextRule.Tells(spoken, part)).Select(part => part.Type).Should().BeEmpty("the sound tells nothing");
        spoken.Should().ContainEquivalentOf("my name is", "what was cleared has left");
        call.Patient.SelectMany(utterance => SoundRule.Judge(utterance, heard)).Where(part => part.Passed > SoundRule.Allowed).Should().BeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static WavFile OneAfterAnother(IEnumerable<TestUtterance> utterances)
    {
        const int Rate = 8_000;
        var pause = new short[(int)(AnswerTime.TotalSeconds * Rate)];
        return new WavFile(utterances.Aggregate(new short[Rate], (before, utterance) => [.. before, .. utterance.Sound.Samples.Span, .. pause]), Rate);
    }
}

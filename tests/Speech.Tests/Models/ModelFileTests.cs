using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Interop.OnnxRuntime;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Moonshine;

namespace CompliantVoiceProxy.Speech.Tests.Models;

public sealed class ModelFileTests(SpeechFixture speech)
{
    [Theory]
    [InlineData(MoonshineSize.Base)]
    [InlineData(MoonshineSize.Tiny)]
    public void The_prepared_decoder_gives_the_logits_of_the_published_one(MoonshineSize size)
    {
        SpeechEngine engine = size is MoonshineSize.Base ? speech.Base : speech.Tiny;
        MoonshineModel model = engine.Moonshine;
        Recording recording = Recording.Load("sentence.wav", engine);
        using var encoded = new EncodedSpeech(model, recording.Samples, 1);
        using var prepared = new DecoderReading(encoded);
        using OrtSession published = model.Runtime.LoadModel(SpeechFixture.Assets.Decoder(size));
        using OrtCall call = FirstStep(published, model, encoded);

        float[] expected = call.Output(0).ToArray();

        TensorPrimitives.IndexOfMax(prepared.Logits).Should().Be(TensorPrimitives.IndexOfMax<float>(expected));
        TensorPrimitives.Distance(prepared.Logits, expected).Should().BeLessThan(0.01f * TensorPrimitives.Norm<float>(expected));
    }

    [Fact]
    public void Attention_is_a_share_of_each_state()
    {
        Recording recording = Recording.Load("sentence.wav", speech.Base);
        using var encoded = new EncodedSpeech(speech.Base.Moonshine, recording.Samples, 1);
        using var reading = new DecoderReading(encoded);
        var weights = new float[encoded.StateCount];

        reading.CopyAttention(weights);
        TensorPrimitives.Sum<float>(weights).Should().BeApproximately(1, 0.01f);
        reading.Advance(TensorPrimitives.IndexOfMax(reading.Logits));
        reading.CopyAttention(weights);
        TensorPrimitives.Sum<float>(weights).Should().BeApproximately(1, 0.01f);
    }

    [Fact]
    public void What_is_prepared_is_not_prepared_again()
    {
        SpeechFixture.SkipWithoutModels();
        ModelPreparation.EnsurePrepared(SpeechFixture.Assets);
        DateTime before = File.GetLastWriteTimeUtc(SpeechFixture.Assets.PreparedDecoder(MoonshineSize.Base));
        var reported = new List<string>();

        ModelPreparation.EnsurePrepared(SpeechFixture.Assets, new Reports(reported));

        reported.Should().BeEmpty();
        ModelPreparation.IsPrepared(SpeechFixture.Assets).Should().BeTrue();
        File.GetLastWriteTimeUtc(SpeechFixture.Assets.PreparedDecoder(MoonshineSize.Base)).Should().Be(before);
    }

    [Fact]
    public void A_file_that_is_not_the_published_one_is_refused_and_nothing_is_left_behind()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cvp-assets-");
        try
        {
            var assets = new ModelAssets(folder.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(assets.Decoder(MoonshineSize.Base))!);
            File.WriteAllBytes(assets.Decoder(MoonshineSize.Base), [1, 2, 3]);

            Action prepare = () => ModelPreparation.EnsurePrepared(assets);

            prepare.Should().Throw<SpeechException>().WithMessage("*is not the published one*");
            folder.EnumerateFiles("*", SearchOption.AllDirectories).Should().ContainSingle("the wrong file is all there is");
            assets.Missing().Should().HaveCount(AssetManifest.ForThisMachine.Count());
            assets.Damaged().Should().HaveCount(AssetManifest.ForThisMachine.Count());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_missing_file_is_named_with_what_to_do()
    {
        Action prepare = () => ModelPreparation.EnsurePrepared(new ModelAssets(Path.Combine(Path.GetTempPath(), "cvp-no-such-folder")));

        prepare.Should().Throw<SpeechException>().WithMessage("*decoder_model_merged.onnx is missing: run ./cvp*");
    }

    [Fact]
    public void A_library_that_is_not_there_is_named()
    {
        Action load = () => new OrtRuntime("/no/such/libonnxruntime.so.1").Dispose();

        load.Should().Throw<SpeechException>().WithMessage("*/no/such/libonnxruntime.so.1*");
    }

    [Fact]
    public void Tokens_become_words_with_their_spaces_and_bytes()
    {
        SpeechFixture.SkipWithoutModels();
        LlamaVocabulary vocabulary = speech.Base.Moonshine.Vocabulary;

        vocabulary.BytesOf(MoonshineShape.EndToken).Should().BeEmpty("control pieces have no text");
        vocabulary.BytesOf(LlamaVocabulary.PieceCount).Should().BeEmpty("what is beyond the vocabulary has none either");
        vocabulary.BytesOf(3 + 0xE2).Should().Equal(0xE2);
        vocabulary.HasSound(3 + 0xE2).Should().BeTrue();
    }

    // As the exporters made it: every cache an input and an output, logits first.
    private static OrtCall FirstStep(OrtSession decoder, MoonshineModel model, EncodedSpeech encoded)
    {
        string[] caches = [.. from layer in Enumerable.Range(0, model.Shape.Layers)
                              from side in (string[])["decoder", "encoder"]
                              from part in (string[])["key", "value"]
                              select $"past_key_values.{layer}.{side}.{part}"];
        var call = new OrtCall(new OrtSignature(decoder, ["input_ids", "encoder_hidden_states", .. caches, "use_cache_branch"], ["logits"]));
        OrtTensor<long> token = model.Runtime.CreateTensor<long>(1, 1);
        token.Elements[0] = MoonshineShape.StartToken;
        call.SetInput(0, token);
        encoded.LendStates(call, 1);
        for (int i = 0; i < caches.Length; i++)
        {
            call.SetInput(2 + i, model.NoPast);
        }

        call.SetInput(2 + caches.Length, model.NoCache);
        call.Run();
        token.Dispose();
        return call;
    }

    private sealed class Reports(List<string> to) : IProgress<string>
    {
        public void Report(string value) => to.Add(value);
    }
}

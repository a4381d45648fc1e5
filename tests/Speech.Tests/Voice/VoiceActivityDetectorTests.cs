using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Tests.Voice;

public sealed class VoiceActivityDetectorTests(SpeechFixture speech)
{
    [Fact]
    public void Speech_is_heard_and_the_silence_around_it_is_not()
    {
        Recording recording = Recording.Load("sentence.wav", speech.Base);

        float[] padded = [.. new float[16_000], .. recording.Samples, .. new float[16_000]];
        float[] heard = Hear(padded);

        int first = 16_000 / VoiceActivityDetector.FrameLength;
        heard[..first].Should().OnlyContain(probability => probability < 0.2f);
        heard[^20..].Should().OnlyContain(probability => probability < 0.2f);
        heard[(first + 8)..(first + 90)].Count(probability => probability > 0.5f).Should().BeGreaterThan(65);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void Noise_is_not_speech(double level) =>
        Hear(Recording.Noise(3, (float)level)).Count(probability => probability > 0.5f).Should().BeLessThan(5);

    [Fact]
    public void After_a_reset_the_same_is_heard_again()
    {
        float[] samples = Recording.Load("sentence.wav", speech.Base).Samples;
        using VoiceActivityDetector detector = speech.Base.CreateVoiceActivityDetector();

        float[] first = Hear(samples, detector);
        detector.Reset();

        Hear(samples, detector).Should().Equal(first);
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        float[] samples = Recording.Load("sentence.wav", speech.Base).Samples;
        using VoiceActivityDetector detector = speech.Base.CreateVoiceActivityDetector();
        detector.Detect(samples.AsSpan(0, VoiceActivityDetector.FrameLength));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at + VoiceActivityDetector.FrameLength <= samples.Length; at += VoiceActivityDetector.FrameLength)
        {
            detector.Detect(samples.AsSpan(at, VoiceActivityDetector.FrameLength));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_frame_of_another_length_is_refused()
    {
        using VoiceActivityDetector detector = speech.Base.CreateVoiceActivityDetector();

        Action detect = () => detector.Detect(new float[160]);

        detect.Should().Throw<ArgumentException>();
    }

    private float[] Hear(float[] samples)
    {
        using VoiceActivityDetector detector = speech.Base.CreateVoiceActivityDetector();
        return Hear(samples, detector);
    }

    private static float[] Hear(float[] samples, VoiceActivityDetector detector)
    {
        var heard = new float[samples.Length / VoiceActivityDetector.FrameLength];
        for (int i = 0; i < heard.Length; i++)
        {
            heard[i] = detector.Detect(samples.AsSpan(i * VoiceActivityDetector.FrameLength, VoiceActivityDetector.FrameLength));
        }

        return heard;
    }
}

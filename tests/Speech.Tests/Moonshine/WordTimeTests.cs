using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Speech.Tests.Moonshine;

/// <summary>Digits that people spoke, put together at known times.</summary>
public sealed class WordTimeTests(SpeechFixture speech)
{
    private const int Rate = 8000;
    private static readonly string[] _digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    private static readonly string? _folder = FindRecordings();

    [Fact]
    public void Words_stand_where_they_were_spoken()
    {
        SpeechFixture.SkipWithoutModels();
        Assert.SkipUnless(_folder is not null, "the recorded digits are not there: data/digits in ../shared, from the Free Spoken Digit Dataset");
        var random = new Random(11);
        var startErrors = new List<double>();
        var endErrors = new List<double>();
        foreach (string speaker in (string[])["jackson", "george", "lucas"])
        {
            for (int round = 0; round < 4; round++)
            {
                (short[] samples, List<(int Digit, MediaInterval Interval)> spoken) = Dictate(speaker, random, _folder);
                float[] raised = Resampler.ConvertToFloat(samples, Rate, VoiceActivityDetector.SampleRate);
                Compare(Recording.Of(raised, speech.Base).Transcribe(speech.Base), spoken, startErrors, endErrors);
            }
        }

        startErrors.Should().HaveCountGreaterThan(40, "most digits are heard");
        Quantile(startErrors, 0.5).Should().BeLessThan(90);
        Quantile(endErrors, 0.5).Should().BeLessThan(90);
        Quantile(startErrors, 0.95).Should().BeLessThan(450);
        Quantile(endErrors, 0.95).Should().BeLessThan(450);
    }

    private static (short[] Samples, List<(int Digit, MediaInterval Interval)> Spoken) Dictate(string speaker, Random random, string folder)
    {
        var samples = new List<short>(new short[Rate / 3]);
        var spoken = new List<(int, MediaInterval)>();
        for (int i = 0; i < 8; i++)
        {
            int digit = random.Next(10);
            short[] sound = Trim(WavFile.Read(Path.Combine(folder, $"{digit}_{speaker}_{random.Next(25)}.wav")).Samples.Span);
            int start = samples.Count;
            samples.AddRange(sound);
            spoken.Add((digit, new MediaInterval(MediaTime.FromSamples(start, Rate), MediaTime.FromSamples(samples.Count, Rate))));
            samples.AddRange(new short[Rate * random.Next(30, 180) / 1000]);
        }

        samples.AddRange(new short[Rate / 3]);
        return ([.. samples], spoken);
    }

    // Pairs what was heard with what was said by the longest common sequence of digits.
    private static void Compare(
        Transcription transcription, List<(int Digit, MediaInterval Interval)> spoken, List<double> startErrors, List<double> endErrors)
    {
        int[] heard = [.. transcription.Words.Select(word => DigitOf(word.Text.Reveal()))];
        var common = new int[heard.Length + 1, spoken.Count + 1];
        for (int i = heard.Length - 1; i >= 0; i--)
        {
            for (int j = spoken.Count - 1; j >= 0; j--)
            {
                common[i, j] = heard[i] == spoken[j].Digit ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < heard.Length && j < spoken.Count;)
        {
            if (heard[i] == spoken[j].Digit)
            {
                MediaInterval word = transcription.Words[i++].Interval;
                MediaInterval truth = spoken[j++].Interval;
                startErrors.Add(Math.Abs((word.Start - truth.Start).TotalMilliseconds));
                endErrors.Add(Math.Abs((word.End - truth.End).TotalMilliseconds));
            }
            else if (common[i + 1, j] >= common[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    private static int DigitOf(string word)
    {
        string bare = word.Trim(',', '.', '-', '?').ToLowerInvariant();
        return bare is [>= '0' and <= '9'] ? bare[0] - '0' : Array.IndexOf(_digits, bare);
    }

    private static short[] Trim(ReadOnlySpan<short> sound)
    {
        int first = 0;
        int end = sound.Length;
        while (first < end && Math.Abs((int)sound[first]) < 60)
        {
            first++;
        }

        while (end > first && Math.Abs((int)sound[end - 1]) < 60)
        {
            end--;
        }

        return sound[first..end].ToArray();
    }

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));

    private static string? FindRecordings()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string digits = Path.Combine(folder.FullName, "shared", "data", "digits");
            if (Directory.Exists(digits))
            {
                return digits;
            }
        }

        return null;
    }
}

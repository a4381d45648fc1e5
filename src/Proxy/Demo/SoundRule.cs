using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>
/// How much of what was said can still be heard in what left. Frames of 20 ms at 8 kHz: a voiced frame passed when what left resembles it (correlation
/// over 0.5, and not 40 dB down), or when its 60 ms stand anywhere within 10 ms. Masks of silence, noise or tone at any level do not resemble it.
/// </summary>
/// <remarks>Where the utterance stands in what left is found by its own sound, so that neither the proxy's clock nor its word is needed.</remarks>
internal static class SoundRule
{
    /// <summary>No planted part may pass for longer.</summary>
    public static readonly MediaTime Allowed = MediaTime.FromMilliseconds(120);

    private const int Rate = 8_000;
    private const int Frame = 160;
    private const int Reach = 80;
    private const int Window = 4_000;
    private const double SameSound = 0.5;
    private const double SameSoundNearby = 0.6;
    private const double SurePlace = 0.95;
    private const double LikelyPlace = 0.75; // one vowel of the same voice elsewhere can reach 0.9: another half second has to agree
    private const int SameShift = 2;
    private const double QuietestFloor = 2_500; // mean square of 16-bit samples
    private const double BelowLoudest = 1e-3;
    private const double Gone = 1e-4;

    /// <summary>How much of each planted part's voiced time passed.</summary>
    /// <param name="left">All that the voice AI got, at any rate.</param>
    public static ImmutableArray<(SpokenPart Part, MediaTime Passed)> Judge(TestUtterance utterance, WavFile left)
    {
        var said = ToFloat(utterance.Sound);
        var got = ToFloat(left);
        var places = Places(said, got).Distinct().ToList();
        return [.. utterance.Parts.Where(part => part.IsPlanted).Select(part => (part, Passed(said, got, part.Interval, places)))];
    }

    /// <summary>Where the utterance begins in what left; null when nothing of it can be found there.</summary>
    public static MediaTime? Find(TestUtterance utterance, WavFile left) =>
        Places(ToFloat(utterance.Sound), ToFloat(left)).GroupBy(place => place).MaxBy(votes => votes.Count()) is { Key: var place }
            ? MediaTime.FromSamples(place, Rate)
            : null;

    private static MediaTime Passed(float[] said, float[] got, MediaInterval part, IReadOnlyList<int> places)
    {
        var loudest = Enumerable.Range(0, said.Length / Frame).Max(frame => Power(said.AsSpan(frame * Frame, Frame)));
        var floor = Math.Max(QuietestFloor, loudest * BelowLoudest);
        var first = ((int)part.Start.ToSamples(Rate) / Frame * Frame) + Frame;
        var last = Math.Min((int)part.End.ToSamples(Rate), said.Length) - Frame;
        var passed = 0;
        for (var at = first; at < last; at += Frame)
        {
            if (Power(said.AsSpan(at, Frame)) >= floor && places.Any(place => FramePassed(said, got, at, place)))
            {
                passed++;
            }
        }

        return MediaTime.FromSamples(passed * Frame, Rate);
    }

    private static bool FramePassed(float[] said, float[] got, int at, int place)
    {
        var there = at + place;
        if (there < 0 || there + Frame > got.Length)
        {
            return false;
        }

        var frame = said.AsSpan(at, Frame);
        var gotFrame = got.AsSpan(there, Frame);
        return Power(gotFrame) >= Power(frame) * Gone && (Likeness(frame, gotFrame) > SameSound || StandsNearby(said, got, at, place));
    }

    private static bool StandsNearby(float[] said, float[] got, int at, int place)
    {
        var start = Math.Max(0, at - Frame);
        var piece = said.AsSpan(start, Math.Min(at + (2 * Frame), said.Length) - start);
        var end = Math.Min(start + place + Reach, got.Length - piece.Length);
        for (var there = Math.Max(0, start + place - Reach); there <= end; there++)
        {
            if (Likeness(piece, got.AsSpan(there, piece.Length)) > SameSoundNearby)
            {
                return true;
            }
        }

        return false;
    }

    // Every half second of the utterance is looked for everywhere; where one stands, the rest may stand at the same shift.
    private static List<int> Places(float[] said, float[] got)
    {
        var power = PowerOfWindows(got);
        if (power.Length == 0)
        {
            return [];
        }

        var found = Enumerable.Range(0, Math.Max(0, said.Length - Window) / (Window / 2))
            .Select(half => Find(said, half * (Window / 2), got, power))
            .Where(place => place.Likeness > LikelyPlace)
            .ToList();
        return [.. found
            .Where(place => place.Likeness > SurePlace || found.Count(other => Math.Abs(other.Shift - place.Shift) <= SameShift) > 1)
            .Select(place => place.Shift)];
    }

    private static (int Shift, double Likeness) Find(float[] said, int at, float[] got, double[] power)
    {
        var window = said.AsMemory(at, Window);
        var scale = Math.Sqrt(Math.Max(1, Power(window.Span)));
        double LikenessAt(int there) => Math.Abs(Dot(window.Span, got.AsSpan(there, Window))) / Window / scale / Math.Sqrt(power[there]);
        var rough = Enumerable.Range(0, (power.Length + 1) / 2).Select(half => half * 2).MaxBy(LikenessAt);
        var best = Enumerable.Range(rough - 1, 3).Where(there => there >= 0 && there < power.Length).MaxBy(LikenessAt);
        return (best - at, LikenessAt(best));
    }

    private static double[] PowerOfWindows(float[] samples)
    {
        var power = new double[Math.Max(0, samples.Length - Window + 1)];
        var sum = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            sum += samples[i] * samples[i];
            if (i >= Window)
            {
                sum -= samples[i - Window] * samples[i - Window];
            }

            if (i >= Window - 1)
            {
                power[i - Window + 1] = Math.Max(1, sum / Window);
            }
        }

        return power;
    }

    private static float[] ToFloat(WavFile sound) =>
        [.. Resampler.Convert(sound.Samples.Span, sound.SampleRate, Rate).Select(sample => (float)sample)];

    private static double Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (powerA, powerB) = (Power(a), Power(b));
        return powerA > 1 && powerB > 1 ? Math.Abs(Dot(a, b)) / a.Length / Math.Sqrt(powerA * powerB) : 0;
    }

    private static double Power(ReadOnlySpan<float> samples) => Dot(samples, samples) / samples.Length;

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var vectorsA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var vectorsB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < vectorsA.Length; i++)
        {
            sum += vectorsA[i] * vectorsB[i];
        }

        var total = (double)Vector.Sum(sum);
        for (var i = vectorsA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }
}

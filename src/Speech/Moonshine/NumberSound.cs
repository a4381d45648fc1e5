using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Hears in the encoder's states alone, whatever the decoder makes of them, where a number is read aloud (digits, dates, letters spelled out)
/// or another language than English is spoken. A network of one hidden layer, fitted to speech of many voices by training/number-sound. Immutable.
/// </summary>
internal sealed class NumberSound
{
    /// <summary>What is judged of a state is the mean of it and this many to each side.</summary>
    private const int Neighbours = 2;

    private readonly ImmutableArray<HiddenUnit> _units;
    private readonly float _constant;

    private NumberSound(ImmutableArray<HiddenUnit> units, float constant) => (_units, _constant) = (units, constant);

    /// <summary>The one that was fitted to a model's states.</summary>
    public static NumberSound For(MoonshineSize size)
    {
        string name = size is MoonshineSize.Base ? "number-sound-base.txt" : "number-sound-tiny.txt";
        using Stream stream = typeof(NumberSound).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new NumberSound([.. lines[..^1].Select(HiddenUnit.Parse)], Parse(lines[^1]));
    }

    /// <summary>The logarithm of the odds for each state of a stretch.</summary>
    /// <param name="states">One after the other.</param>
    public float[] LogOdds(ReadOnlySpan<float> states)
    {
        int size = _units[0].Weights.Length;
        int count = states.Length / size;
        var odds = new float[count];
        var mean = new float[size];
        for (int at = 0; at < count; at++)
        {
            (int first, int end) = (Math.Max(0, at - Neighbours), Math.Min(count, at + Neighbours + 1));
            mean.AsSpan().Clear();
            for (int state = first; state < end; state++)
            {
                TensorPrimitives.Add(mean, states.Slice(state * size, size), mean);
            }

            TensorPrimitives.Divide(mean, end - first, mean);
            odds[at] = _constant + _units.Sum(unit => unit.Respond(mean));
        }

        return odds;
    }

    private static float Parse(string number) => float.Parse(number, CultureInfo.InvariantCulture);

    private sealed record HiddenUnit(float[] Weights, float Constant, float Weight)
    {
        /// <param name="line">A weight for each element of a state, the constant, and the unit's weight in the sum.</param>
        public static HiddenUnit Parse(string line)
        {
            float[] numbers = [.. line.Split(' ').Select(NumberSound.Parse)];
            return new HiddenUnit(numbers[..^2], numbers[^2], numbers[^1]);
        }

        public float Respond(ReadOnlySpan<float> state) => Weight * Math.Max(0, TensorPrimitives.Dot(state, Weights) + Constant);
    }
}

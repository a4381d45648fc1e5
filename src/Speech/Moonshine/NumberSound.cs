using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Hears where a number is read aloud (digits, dates, letters spelled out) in the encoder's states alone, whatever the decoder makes of them.
/// A linear function of a state: one weight for each element and a constant, fitted to speech of many voices by tests/Speech.Tests/Training. Immutable.
/// </summary>
internal sealed class NumberSound
{
    private readonly ImmutableArray<float> _weights;
    private readonly float _constant;

    private NumberSound(ImmutableArray<float> numbers)
    {
        _weights = numbers[..^1];
        _constant = numbers[^1];
    }

    /// <summary>The one that was fitted to a model's states.</summary>
    public static NumberSound For(MoonshineSize size)
    {
        string name = size is MoonshineSize.Base ? "number-sound-base.txt" : "number-sound-tiny.txt";
        using Stream stream = typeof(NumberSound).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new NumberSound([.. lines.Select(line => float.Parse(line, CultureInfo.InvariantCulture))]);
    }

    /// <summary>The logarithm of the odds that a number is being read, as the mean over a span of states.</summary>
    /// <param name="states">One after the other; at least one.</param>
    public float LogOdds(ReadOnlySpan<float> states)
    {
        int size = _weights.Length;
        float sum = 0;
        for (int at = 0; at < states.Length; at += size)
        {
            sum += TensorPrimitives.Dot(states.Slice(at, size), _weights.AsSpan());
        }

        return sum / (states.Length / size) + _constant;
    }
}

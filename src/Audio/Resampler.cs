using System.Numerics;
using System.Runtime.InteropServices;

namespace CompliantVoiceProxy.Audio;

/// <summary>Changes a stream's rate between 8, 16, 24 and 48 kHz with a linear-phase polyphase filter. One instance a stream; not thread-safe; allocates nothing per call.</summary>
/// <remarks>
/// The first sample out stands at the media time of the first sample in: the filter's delay is taken out, so what comes out of a call lags by
/// <see cref="Latency"/> until <see cref="Flush(Span{float})"/>. Flat up to 0.42 of the lower rate; images and aliases of what lies below it are 70 dB down.
/// Samples in and out may be 16-bit or float in [-1, 1] in any mixture.
/// </remarks>
public sealed class Resampler
{
    private const int HalfLength = 30; // samples of the lower rate on each side
    private const double CutOff = 0.4625; // of the lower rate: the middle of the transition from 0.425 to 0.5
    private const double KaiserBeta = 6.76; // 70 dB
    private const int BlockSize = 480;
    private const float ShortScale = 32_768;

    private readonly int _up;
    private readonly int _down;
    private readonly int _half; // samples of the common rate on each side of the filter's middle
    private readonly int _taps; // a phase
    private readonly float[] _filter; // phase after phase, the oldest sample's coefficient first
    private readonly float[] _window; // the last _taps - 1 samples, then the block
    private readonly float[] _converted = new float[BlockSize];
    private readonly float[] _scratch;
    private int _newest; // the last sample, counted from the block's first, that the next output needs
    private int _phase;
    private long _consumed;
    private long _produced;

    /// <exception cref="ArgumentOutOfRangeException">A rate is none of 8,000, 16,000, 24,000 and 48,000.</exception>
    public Resampler(int inputRate, int outputRate)
    {
        RequireRate(inputRate);
        RequireRate(outputRate);
        (InputRate, OutputRate) = (inputRate, outputRate);
        var divisor = (int)BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        (_up, _down) = (outputRate / divisor, inputRate / divisor);
        _half = inputRate == outputRate ? 0 : HalfLength * Math.Max(_up, _down);
        _taps = (2 * _half / _up) + 1;
        _filter = DesignFilter(_half, CutOff / Math.Max(_up, _down), _up, _taps);
        _window = new float[_taps - 1 + BlockSize];
        _scratch = new float[(BlockSize * _up / _down) + 1];
        Latency = new MediaTime((long)_half * MediaTime.TicksPerSecond / (inputRate * _up));
        Reset();
    }

    public int InputRate { get; }

    public int OutputRate { get; }

    /// <summary>How far what has come out lags behind what has gone in: 30 samples of the lower rate (3.75 ms at 8 kHz); zero between equal rates.</summary>
    public MediaTime Latency { get; }

    /// <summary>How many samples <see cref="Flush(Span{float})"/> would give now.</summary>
    public int Pending => (int)(((_consumed * _up) + _down - 1) / _down - _produced);

    /// <summary>A whole sound at once; the result starts and ends at the same media time.</summary>
    public static short[] Convert(ReadOnlySpan<short> samples, int inputRate, int outputRate)
    {
        var resampler = new Resampler(inputRate, outputRate);
        var count = resampler.OutputCount(samples.Length);
        var whole = new short[((long)samples.Length * outputRate + inputRate - 1) / inputRate];
        resampler.Process(samples, whole);
        resampler.Flush(whole.AsSpan(count));
        return whole;
    }

    /// <summary>A whole sound at once, as float in [-1, 1].</summary>
    public static float[] ConvertToFloat(ReadOnlySpan<short> samples, int inputRate, int outputRate)
    {
        var resampler = new Resampler(inputRate, outputRate);
        var count = resampler.OutputCount(samples.Length);
        var whole = new float[((long)samples.Length * outputRate + inputRate - 1) / inputRate];
        resampler.Process(samples, whole);
        resampler.Flush(whole.AsSpan(count));
        return whole;
    }

    /// <summary>How many samples the next call of Process with so many samples gives, exactly.</summary>
    public int OutputCount(int inputCount)
    {
        var reach = ((long)inputCount * _up) - ((long)_newest * _up) - _phase;
        return reach <= 0 ? 0 : (int)((reach + _down - 1) / _down);
    }

    /// <returns>Samples written: <see cref="OutputCount"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is shorter than that.</exception>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        RequireRoom(OutputCount(input.Length), output.Length);
        var written = 0;
        while (!input.IsEmpty)
        {
            var block = input[..Math.Min(input.Length, BlockSize)];
            block.CopyTo(_window.AsSpan(_taps - 1));
            for (; _newest < block.Length; written++)
            {
                output[written] = Dot(_window.AsSpan(_newest, _taps), _filter.AsSpan(_phase * _taps, _taps));
                _phase += _down;
                (_newest, _phase) = (_newest + (_phase / _up), _phase % _up);
            }

            _newest -= block.Length;
            _window.AsSpan(block.Length, _taps - 1).CopyTo(_window);
            input = input[block.Length..];
            _consumed += block.Length;
        }

        _produced += written;
        return written;
    }

    /// <inheritdoc cref="Process(ReadOnlySpan{float}, Span{float})"/>
    public int Process(ReadOnlySpan<short> input, Span<float> output)
    {
        RequireRoom(OutputCount(input.Length), output.Length);
        var written = 0;
        for (; !input.IsEmpty; input = input[Math.Min(input.Length, BlockSize)..])
        {
            var block = input[..Math.Min(input.Length, BlockSize)];
            for (var i = 0; i < block.Length; i++)
            {
                _converted[i] = block[i] / ShortScale;
            }

            written += Process(_converted.AsSpan(0, block.Length), output[written..]);
        }

        return written;
    }

    /// <inheritdoc cref="Process(ReadOnlySpan{float}, Span{float})"/>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        RequireRoom(OutputCount(input.Length), output.Length);
        var written = 0;
        for (; !input.IsEmpty; input = input[Math.Min(input.Length, BlockSize)..])
        {
            var count = Process(input[..Math.Min(input.Length, BlockSize)], _scratch);
            ToShort(_scratch.AsSpan(0, count), output[written..]);
            written += count;
        }

        return written;
    }

    /// <summary>Gives what is still inside, as if silence followed, and starts anew.</summary>
    /// <returns>Samples written: <see cref="Pending"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is shorter than that.</exception>
    public int Flush(Span<float> output)
    {
        var pending = Pending;
        RequireRoom(pending, output.Length);
        ReadOnlySpan<float> silence = stackalloc float[BlockSize];
        for (var written = 0; written < pending;)
        {
            var count = Process(silence, _scratch);
            var wanted = Math.Min(count, pending - written);
            _scratch.AsSpan(0, wanted).CopyTo(output[written..]);
            written += wanted;
        }

        Reset();
        return pending;
    }

    /// <inheritdoc cref="Flush(Span{float})"/>
    public int Flush(Span<short> output)
    {
        Span<float> tail = stackalloc float[Pending];
        RequireRoom(tail.Length, output.Length);
        var count = Flush(tail);
        ToShort(tail, output);
        return count;
    }

    /// <summary>Forgets the stream: the next sample is the first of a new one.</summary>
    public void Reset()
    {
        Array.Clear(_window);
        (_newest, _phase) = (_half / _up, _half % _up);
        (_consumed, _produced) = (0, 0);
    }

    private static float[] DesignFilter(int half, double cutOff, int phases, int taps)
    {
        var filter = new float[phases * taps];
        for (var phase = 0; phase < phases; phase++)
        {
            var row = filter.AsSpan(phase * taps, taps);
            var sum = 0f;
            for (var age = 0; age < taps; age++)
            {
                var k = phase - half + (age * phases); // distance from the filter's middle at the common rate
                row[taps - 1 - age] = Math.Abs(k) > half ? 0 : (float)(Sinc(2 * cutOff * k) * Kaiser(half == 0 ? 0 : (double)k / half));
                sum += row[taps - 1 - age];
            }

            for (var i = 0; i < taps; i++)
            {
                row[i] /= sum; // every phase passes a constant unchanged
            }
        }

        return filter;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double position) =>
        BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (position * position)))) / BesselI0(KaiserBeta);

    private static double BesselI0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++)
        {
            sums += wideA[i] * wideB[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void ToShort(ReadOnlySpan<float> samples, Span<short> output)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            output[i] = (short)Math.Clamp(MathF.Round(samples[i] * ShortScale), short.MinValue, short.MaxValue);
        }
    }

    private static void RequireRate(int rate)
    {
        if (rate is not (8_000 or 16_000 or 24_000 or 48_000))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "8,000, 16,000, 24,000 or 48,000 samples a second.");
        }
    }

    private static void RequireRoom(int needed, int room)
    {
        if (room < needed)
        {
            throw new ArgumentException($"{needed} samples come out; there is room for {room}.", nameof(room));
        }
    }
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Training.States;

/// <summary>Writes stretches as fit.py reads them.</summary>
/// <remarks>
/// A row of the .jsonl: file; start and end in seconds; states, how many; size, the elements of each; offset, its first element's place in the .bin; voiced, 0 or 1 a
/// state; words, each with text, start, end and logProbability (the smallest among its tokens).
/// </remarks>
internal sealed class StateWriter(string path) : IDisposable
{
    private readonly FileStream _states = File.Create($"{path}.bin");
    private readonly StreamWriter _rows = new($"{path}.jsonl");

    public void Write(string file, Stretch stretch, IReadOnlyList<TimedWord> words)
    {
        _rows.WriteLine(JsonSerializer.Serialize(new
        {
            file,
            start = stretch.Interval.Start.TotalSeconds,
            end = stretch.Interval.End.TotalSeconds,
            states = stretch.IsVoiced.Length,
            size = stretch.States.Length / stretch.IsVoiced.Length,
            offset = _states.Position / Marshal.SizeOf<Half>(),
            voiced = stretch.IsVoiced.Select(isVoiced => isVoiced ? 1 : 0),
            words = words.Select(word => new
            {
                text = word.Text.Reveal(),
                start = word.Interval.Start.TotalSeconds,
                end = word.Interval.End.TotalSeconds,
                logProbability = MathF.Log(word.Confidence),
            }),
        }));
        var halves = new Half[stretch.States.Length];
        TensorPrimitives.ConvertToHalf(stretch.States, halves);
        _states.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    public void Dispose()
    {
        _rows.Dispose();
        _states.Dispose();
    }
}

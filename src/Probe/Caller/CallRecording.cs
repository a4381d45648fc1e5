using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>
/// What was heard, each packet where its timestamp puts it, silence where none came. It begins with the answer: the first packet stands where it arrived,
/// the others by their distance from it. The caller holds the lock.
/// </summary>
internal sealed class CallRecording(int sampleRate)
{
    private static readonly MediaTime MaxDrift = MediaTime.FromSeconds(2); // of timestamps against arrival: beyond, they have begun anew
    private static readonly MediaTime Longest = MediaTime.FromSeconds(6 * 3600);

    private short[] _samples = new short[sampleRate];
    private int _length;
    private uint? _anchorTimestamp;
    private long _anchor; // where the anchor's timestamp stands, in samples

    /// <param name="sinceAnswer">When the packet came.</param>
    public void Add(uint timestamp, ReadOnlySpan<short> samples, TimeSpan sinceAnswer)
    {
        var arrival = MediaTime.FromTimeSpan(sinceAnswer).ToSamples(sampleRate);
        var start = _anchorTimestamp is { } known ? _anchor + (int)(timestamp - known) : arrival;
        if (_anchorTimestamp is null || Math.Abs(start - arrival) > MaxDrift.ToSamples(sampleRate))
        {
            start = arrival;
        }

        (_anchorTimestamp, _anchor) = (timestamp, start);
        if (start < 0 || start + samples.Length > Longest.ToSamples(sampleRate))
        {
            return;
        }

        var end = (int)start + samples.Length;
        if (end > _samples.Length)
        {
            Array.Resize(ref _samples, Math.Max(end, _samples.Length * 2));
        }

        samples.CopyTo(_samples.AsSpan((int)start));
        _length = Math.Max(_length, end);
    }

    public WavFile ToWav() => new(_samples.AsSpan(0, _length).ToArray(), sampleRate);
}

using System.Buffers;
using System.Runtime.InteropServices;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>One turn's audio in the AI's encoding. The only way in is <see cref="ReleasedAudio"/>: what comes out has been released too.</summary>
/// <remarks>One turn after the other; not thread-safe. The stretches of a turn are one stream: no seam is heard between them.</remarks>
internal sealed class TurnAudioEncoder(AgentAudioEncoding encoding)
{
    private readonly int _rate = encoding.SampleRate();
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private Resampler? _resampler;
    private int _taken;
    private long _samples;

    public AgentAudioEncoding Encoding => encoding;

    /// <summary>How much of the turn has been encoded.</summary>
    public MediaTime Duration => MediaTime.FromSamples(_samples, _rate);

    /// <summary>Whether bytes wait to be taken.</summary>
    public bool HasMore => _taken < _encoded.WrittenCount;

    public void Append(ReleasedAudio audio)
    {
        if (_taken == _encoded.WrittenCount)
        {
            _encoded.ResetWrittenCount();
            _taken = 0;
        }

        if (audio.SampleRate == _rate)
        {
            Flush();
            Encode(audio.Samples.Span);
            return;
        }

        if (_resampler?.InputRate != audio.SampleRate)
        {
            Flush();
            _resampler = new Resampler(audio.SampleRate, _rate);
        }

        var resampled = ArrayPool<short>.Shared.Rent(_resampler.OutputCount(audio.Samples.Length));
        Encode(resampled.AsSpan(0, _resampler.Process(audio.Samples.Span, resampled)));
        ArrayPool<short>.Shared.Return(resampled);
    }

    /// <summary>Gives out what the resampler still holds.</summary>
    public void Flush()
    {
        if (_resampler is { Pending: > 0 })
        {
            var tail = ArrayPool<short>.Shared.Rent(_resampler.Pending);
            Encode(tail.AsSpan(0, _resampler.Flush(tail)));
            ArrayPool<short>.Shared.Return(tail);
        }
    }

    /// <summary>Takes the next bytes in their order; false when none are left.</summary>
    /// <param name="chunk">At most <paramref name="limit"/>; good until the next <see cref="Append"/>.</param>
    public bool TryTake(MediaTime limit, out ReadOnlySpan<byte> chunk)
    {
        var rest = _encoded.WrittenSpan[_taken..];
        var bytes = (int)limit.ToSamples(_rate) * encoding.BytesPerSample();
        chunk = rest[..Math.Min(rest.Length, bytes)];
        _taken += chunk.Length;
        return !chunk.IsEmpty;
    }

    /// <summary>Forgets the turn; the next stretch begins a new one.</summary>
    public void Clear()
    {
        _encoded.ResetWrittenCount();
        _resampler?.Reset();
        (_taken, _samples) = (0, 0);
    }

    private void Encode(ReadOnlySpan<short> samples)
    {
        _samples += samples.Length;
        var bytes = samples.Length * encoding.BytesPerSample();
        var room = _encoded.GetSpan(Math.Max(bytes, 1));
        if (encoding.G711() is { } codec)
        {
            codec.Encode(samples, room);
        }
        else
        {
            MemoryMarshal.AsBytes(samples).CopyTo(room); // every machine that .NET runs on is little-endian, as the protocol is
        }

        _encoded.Advance(bytes);
    }
}

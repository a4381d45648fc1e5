namespace CompliantVoiceProxy.Audio;

/// <summary>Turns mono 16-bit PCM into a payload format's bytes. One instance a stream; not thread-safe. Allocates nothing per call.</summary>
public interface IAudioEncoder
{
    /// <summary>Samples a second of what goes in.</summary>
    int SampleRate { get; }

    /// <summary>What one packet carries unless agreed otherwise.</summary>
    MediaTime FrameDuration { get; }

    /// <summary>Encodes one packet's payload.</summary>
    /// <param name="samples">A whole number of the codec's frames.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="payload"/> cannot hold them.</exception>
    int Encode(ReadOnlySpan<short> samples, Span<byte> payload);
}

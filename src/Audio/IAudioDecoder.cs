namespace CompliantVoiceProxy.Audio;

/// <summary>Turns a payload format's bytes into mono 16-bit PCM. One instance a stream; not thread-safe. Allocates nothing per call.</summary>
public interface IAudioDecoder
{
    /// <summary>Samples a second of what comes out.</summary>
    int SampleRate { get; }

    /// <summary>What one packet carries unless agreed otherwise.</summary>
    MediaTime FrameDuration { get; }

    /// <summary>Decodes one packet's payload, written by the peer: wrong bytes make wrong sound, never an exception.</summary>
    /// <param name="samples">Too short a span takes the payload's first samples.</param>
    /// <returns>Samples written; 0 when the payload cannot be decoded.</returns>
    int Decode(ReadOnlySpan<byte> payload, Span<short> samples);
}

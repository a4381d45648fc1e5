namespace CompliantVoiceProxy.Audio;

/// <summary>A WAV file that cannot be used. The message says what is wrong and how to convert it; it holds nothing of the sound.</summary>
public sealed class WavFormatException : Exception
{
    public WavFormatException()
    {
    }

    public WavFormatException(string message)
        : base(message)
    {
    }

    public WavFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace CompliantVoiceProxy.Speech;

/// <summary>The speech model could not be loaded or run. The message names the part that failed and what to do; it holds no caller content.</summary>
public sealed class SpeechException : Exception
{
    public SpeechException()
    {
    }

    public SpeechException(string message)
        : base(message)
    {
    }

    public SpeechException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace CompliantVoiceProxy.Sip;

/// <summary>A request cannot be sent: its target has no address that this endpoint reaches. The message names no target.</summary>
public sealed class SipTargetException : Exception
{
    public SipTargetException()
        : this("The target has no address that this endpoint reaches.")
    {
    }

    public SipTargetException(string message)
        : base(message)
    {
    }

    public SipTargetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

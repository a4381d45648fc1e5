namespace CompliantVoiceProxy.Audit;

/// <summary>The audit store cannot make an event durable: full, gone, too slow. The message says which; it holds no caller content.</summary>
public sealed class AuditUnavailableException : Exception
{
    public AuditUnavailableException()
    {
    }

    public AuditUnavailableException(string message)
        : base(message)
    {
    }

    public AuditUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

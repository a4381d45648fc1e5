namespace CompliantVoiceProxy.MediaControl;

/// <summary>Why a caller could not be transferred: what the last way that was tried came to. A closed list, as the voice AI is told of it.</summary>
public enum TransferFailure
{
    Busy,

    /// <summary>Nobody answered in time.</summary>
    NoAnswer,

    /// <summary>The colleague, or the carrier, said no.</summary>
    Refused,

    /// <summary>There is no such address, or nobody is to be reached there.</summary>
    Unreachable,

    /// <summary>The colleague answered, but could not be brought together with the caller.</summary>
    NotJoined,
}

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What a dummy call came to.</summary>
internal enum MonitorVerdict
{
    /// <summary>Every turn was answered in time, and nothing that was planted got out.</summary>
    Good,

    /// <summary>As good, but an answer came later than is allowed.</summary>
    Late,

    /// <summary>The call was not taken, or a turn was not answered.</summary>
    NoAnswer,

    /// <summary>A planted value could be read or heard in what left.</summary>
    Survived,
}

namespace CompliantVoiceProxy.Dashboard.Health;

/// <summary>Why a call could not be served right now.</summary>
public enum ReadinessFault
{
    /// <summary>The speech models are not loaded.</summary>
    SpeechNotLoaded,

    /// <summary>Too many transcriptions hung: what is wrong is not cured by more threads.</summary>
    TranscriberFailed,

    /// <summary>The audit log takes no records.</summary>
    AuditUnavailable,

    /// <summary>No tenant's policy is in force.</summary>
    NoPolicy,

    /// <summary>No tenant's voice AI let itself be reached in the last check.</summary>
    NoAgentReachable,

    /// <summary>In no monitored tenant's last dummy call did the voice AI answer without a planted value having got out.</summary>
    MonitorFailed,

    /// <summary>Calls under way are finished and no new ones taken.</summary>
    Draining,
}

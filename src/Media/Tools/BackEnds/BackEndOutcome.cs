namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>How one request to a back end ended.</summary>
internal enum BackEndOutcome
{
    /// <summary>2xx, with a body that was read, or none.</summary>
    Answered,

    /// <summary>4xx.</summary>
    Refused,

    /// <summary>3xx: redirects are not followed.</summary>
    Redirected,

    /// <summary>5xx, or 429.</summary>
    ServerError,

    /// <summary>No connection came about: nothing was sent.</summary>
    NotReached,

    /// <summary>The connection broke, or spoke no HTTP: the request may have arrived.</summary>
    Broken,

    /// <summary>2xx, with a body that is neither JSON nor plain text in UTF-8, is packed, or is none.</summary>
    Unreadable,

    /// <summary>2xx, with a body that is larger than is read.</summary>
    TooLarge,

    TimedOut,

    /// <summary>It failed so often that it is not asked for now.</summary>
    CircuitOpen,
}

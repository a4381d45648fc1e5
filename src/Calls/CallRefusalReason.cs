namespace CompliantVoiceProxy.Calls;

/// <summary>Why a call was not begun, or not answered.</summary>
public enum CallRefusalReason
{
    /// <summary>404: no tenant's pattern matches, and there is no default one.</summary>
    UnknownTenant,

    /// <summary>488: an INVITE without an offer.</summary>
    NoOffer,

    /// <summary>503: as many calls as configured, or draining.</summary>
    NoCapacity,

    /// <summary>400: the offer cannot be read.</summary>
    BadOffer,

    /// <summary>488: no codec in common.</summary>
    NothingInCommon,

    AgentUnavailable,
    TranscriberUnavailable,
    AuditUnavailable,
    PolicyUnavailable,

    /// <summary>503: the media plane failed to say yes or no.</summary>
    MediaUnavailable,

    /// <summary>503: not ready in time.</summary>
    TooSlow,

    /// <summary>500: a fault of ours.</summary>
    InternalError,
}

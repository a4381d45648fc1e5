namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>Where a transfer stands; the figure is in <see cref="TransferMachine"/>.</summary>
internal enum TransferStep
{
    /// <summary>The carrier carries out our REFER.</summary>
    Referring,

    /// <summary>The media plane has been asked for an offer to the colleague.</summary>
    Offering,

    /// <summary>The colleague's telephone rings.</summary>
    Calling,

    /// <summary>The caller has been offered the colleague's session.</summary>
    Rejoining,

    /// <summary>The colleague is gone again, and the caller's answer to its session still to come.</summary>
    Forsaken,

    /// <summary>The caller is offered our own session again.</summary>
    Restoring,

    /// <summary>The media plane brings both together.</summary>
    Bridging,

    Succeeded,

    /// <summary>No way is left; the caller is still with us.</summary>
    Failed,

    /// <summary>The caller hears neither the colleague nor us.</summary>
    Lost,
}

namespace CompliantVoiceProxy.MediaControl.Handoffs;

/// <summary>What became of a token that somebody wanted to redeem.</summary>
public abstract record HandoffReading;

/// <summary>No such token, or its time is over.</summary>
public sealed record HandoffUnknown : HandoffReading;

/// <summary>It was redeemed before.</summary>
public sealed record HandoffSpent : HandoffReading;

/// <summary>That it is read could not be put on record, so it is not.</summary>
public sealed record HandoffUnavailable : HandoffReading;

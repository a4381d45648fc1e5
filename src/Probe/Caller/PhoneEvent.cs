using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Probe.Caller;

/// <summary>What happens in a call, as this side notices it.</summary>
/// <param name="At">Since the call was placed, or came.</param>
public abstract record PhoneEvent(TimeSpan At);

/// <summary>The other side says that it rings, or otherwise gets on.</summary>
/// <param name="Status">101 to 199.</param>
public sealed record CallProgressed(TimeSpan At, int Status) : PhoneEvent(At);

/// <summary>Media flows from now on.</summary>
public sealed record CallAnswered(TimeSpan At) : PhoneEvent(At);

/// <summary>The first packet of sound has come, be it silence.</summary>
public sealed record AudioHeard(TimeSpan At) : PhoneEvent(At);

/// <summary>The other side began to speak.</summary>
public sealed record FarSpeechStarted(TimeSpan At) : PhoneEvent(At);

/// <summary>The other side has stopped speaking; it is told some time after the end, as a pause might have been one.</summary>
/// <param name="Speech">From the first to the last loud sound, since the call was placed.</param>
public sealed record FarSpeechEnded(TimeSpan At, HeardSpeech Speech) : PhoneEvent(At);

/// <summary>The other side pressed a key (RFC 4733).</summary>
public sealed record KeyHeard(TimeSpan At, Sensitive<char> Key) : PhoneEvent(At);

/// <summary>The other side asks this phone to call somebody else (RFC 3515).</summary>
public sealed record TransferAsked(TimeSpan At) : PhoneEvent(At);

/// <summary>The last event of a call.</summary>
/// <param name="Status">The response that refused the call; null when none did.</param>
public sealed record CallEnded(TimeSpan At, PhoneEndReason Reason, int? Status) : PhoneEvent(At);

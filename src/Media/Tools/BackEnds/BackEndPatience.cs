namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>How long a back end is waited for, and how often it is asked.</summary>
/// <param name="Timeout">All attempts together.</param>
/// <param name="Retries">Attempts beyond the first.</param>
/// <param name="IsIdempotent">What may have reached the back end may be asked again.</param>
/// <param name="HedgeAfter">After so long a second attempt is made beside the first; null for never.</param>
internal sealed record BackEndPatience(TimeSpan Timeout, int Retries, bool IsIdempotent, TimeSpan? HedgeAfter);

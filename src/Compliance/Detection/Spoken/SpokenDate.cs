namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>A calendar date that was said or written, from token <paramref name="First"/> to <paramref name="Last"/>, both inside.</summary>
internal readonly record struct SpokenDate(int First, int Last, bool HasMonth, bool HasDay, bool HasYear)
{
    /// <summary>Tells more than a month or a year alone.</summary>
    public bool IsDay => HasMonth && HasDay;
}

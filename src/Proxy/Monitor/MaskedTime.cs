using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>How much of a call's sound was masked.</summary>
internal static class MaskedTime
{
    public static TimeSpan Of(IEnumerable<ReleasedStretch> stretches) =>
        stretches.Where(stretch => stretch.Action is ReleaseAction.Masked).Aggregate(TimeSpan.Zero, (sum, stretch) => sum + stretch.Interval.Duration.ToTimeSpan());
}

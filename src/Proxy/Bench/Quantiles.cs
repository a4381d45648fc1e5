namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>Median, 95th percentile and most of a set of times, in milliseconds.</summary>
internal sealed record Quantiles(double Median, double P95, double Most)
{
    /// <param name="times">At least one.</param>
    public static Quantiles Of(IEnumerable<TimeSpan> times)
    {
        double[] sorted = [.. times.Select(time => time.TotalMilliseconds).Order()];
        return new Quantiles(At(sorted, 0.5), At(sorted, 0.95), sorted[^1]);
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 1);
}

namespace CompliantVoiceProxy.Audio;

/// <summary>A point on a call's media time line, in ticks of 1/48,000 s, so that 8, 16, 24 and 48 kHz are whole numbers of it.</summary>
public readonly record struct MediaTime(long Ticks) : IComparable<MediaTime>
{
    public const int TicksPerSecond = 48_000;

    public static MediaTime Zero => default;

    public static MediaTime MaxValue => new(long.MaxValue);

    public double TotalSeconds => (double)Ticks / TicksPerSecond;

    public double TotalMilliseconds => Ticks * 1000d / TicksPerSecond;

    /// <param name="samples">Number of samples since zero.</param>
    /// <param name="rate">Samples a second; must divide 48,000.</param>
    public static MediaTime FromSamples(long samples, int rate) => new(samples * (TicksPerSecond / rate));

    public static MediaTime FromMilliseconds(double milliseconds) => new((long)Math.Round(milliseconds * TicksPerSecond / 1000));

    public static MediaTime FromSeconds(double seconds) => new((long)Math.Round(seconds * TicksPerSecond));

    public static MediaTime FromTimeSpan(TimeSpan time) => FromSeconds(time.TotalSeconds);

    /// <summary>Whole samples of the rate that lie before this point; rounds down.</summary>
    public long ToSamples(int rate) => Ticks / (TicksPerSecond / rate);

    public TimeSpan ToTimeSpan() => TimeSpan.FromSeconds(TotalSeconds);

    public static MediaTime Min(MediaTime a, MediaTime b) => a.Ticks <= b.Ticks ? a : b;

    public static MediaTime Max(MediaTime a, MediaTime b) => a.Ticks >= b.Ticks ? a : b;

    public int CompareTo(MediaTime other) => Ticks.CompareTo(other.Ticks);

    public static MediaTime operator +(MediaTime a, MediaTime b) => new(a.Ticks + b.Ticks);

    public static MediaTime operator -(MediaTime a, MediaTime b) => new(a.Ticks - b.Ticks);

    public static bool operator <(MediaTime a, MediaTime b) => a.Ticks < b.Ticks;

    public static bool operator >(MediaTime a, MediaTime b) => a.Ticks > b.Ticks;

    public static bool operator <=(MediaTime a, MediaTime b) => a.Ticks <= b.Ticks;

    public static bool operator >=(MediaTime a, MediaTime b) => a.Ticks >= b.Ticks;

    public override string ToString() => $"{TotalSeconds:0.000}s";
}

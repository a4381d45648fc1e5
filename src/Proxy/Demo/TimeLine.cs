using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>Draws a stretch of time from left to right: one sign a cell.</summary>
internal static class TimeLine
{
    public const string Legend = "─ cleared   █ masked   · silence, made new   ▲ planted by the test call";

    private const int Cells = 56;

    /// <summary>What became of each moment. A cell that is masked in part is drawn as masked.</summary>
    public static string Draw(IReadOnlyList<ReleasedStretch> stretches) => Draw(Spoken(stretches), cell =>
    {
        var actions = stretches.Where(stretch => stretch.Interval.Overlaps(cell)).Select(stretch => stretch.Action).ToHashSet();
        return actions.Contains(ReleaseAction.Masked) ? '█' : actions.Contains(ReleaseAction.Cleared) ? '─' : '·';
    });

    /// <summary>Where the planted values are, on the same scale.</summary>
    /// <param name="begins">When the utterance begins.</param>
    public static string DrawPlanted(IReadOnlyList<ReleasedStretch> stretches, TestUtterance utterance, MediaTime begins)
    {
        var planted = utterance.Parts.Where(part => part.IsPlanted).Select(part => new MediaInterval(begins + part.Interval.Start, begins + part.Interval.End)).ToList();
        return Draw(Spoken(stretches), cell => planted.Any(part => part.Overlaps(cell)) ? '▲' : ' ');
    }

    private static string Draw(MediaInterval whole, Func<MediaInterval, char> sign)
    {
        MediaTime Edge(int cell) => whole.Start + new MediaTime(whole.Duration.Ticks * cell / Cells);
        return string.Concat(Enumerable.Range(0, Cells).Select(cell => sign(new MediaInterval(Edge(cell), Edge(cell + 1)))));
    }

    /// <summary>From the first thing said to the last.</summary>
    private static MediaInterval Spoken(IReadOnlyList<ReleasedStretch> stretches) =>
        stretches.Where(stretch => stretch.Action is not ReleaseAction.MadeSilent).Select(stretch => stretch.Interval)
            .DefaultIfEmpty().Aggregate((before, interval) => before.Hull(interval));
}

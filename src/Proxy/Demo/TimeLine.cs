using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>Draws a turn's time from left to right: one sign a cell.</summary>
internal static class TimeLine
{
    public const string Legend = "─ cleared   █ masked   · silence, made new   ▲ planted by the test call";

    private const int Cells = 56;

    /// <summary>What became of each moment. A cell that is masked in part is drawn as masked.</summary>
    public static string Draw(IReadOnlyList<ReleasedStretch> stretches) => Draw(stretches, cell =>
    {
        var actions = stretches.Where(stretch => stretch.Interval.Overlaps(cell)).Select(stretch => stretch.Action).ToHashSet();
        return actions.Contains(ReleaseAction.Masked) ? '█' : actions.Contains(ReleaseAction.Cleared) ? '─' : '·';
    });

    /// <summary>Where the planted values are, on the same scale.</summary>
    /// <param name="offset">Where the utterance begins after the turn's own beginning.</param>
    public static string DrawPlanted(IReadOnlyList<ReleasedStretch> stretches, TestUtterance utterance, MediaTime offset)
    {
        var start = Whole(stretches).Start + offset;
        var planted = utterance.Parts.Where(part => part.IsPlanted).Select(part => new MediaInterval(start + part.Interval.Start, start + part.Interval.End)).ToList();
        return Draw(stretches, cell => planted.Any(part => part.Overlaps(cell)) ? '▲' : ' ');
    }

    private static string Draw(IReadOnlyList<ReleasedStretch> stretches, Func<MediaInterval, char> sign)
    {
        if (stretches.Count == 0)
        {
            return "";
        }

        var whole = Whole(stretches);
        MediaTime Edge(int cell) => whole.Start + new MediaTime(whole.Duration.Ticks * cell / Cells);
        return string.Create(Cells, sign, (line, _) =>
        {
            for (var cell = 0; cell < line.Length; cell++)
            {
                line[cell] = sign(new MediaInterval(Edge(cell), Edge(cell + 1)));
            }
        });
    }

    private static MediaInterval Whole(IReadOnlyList<ReleasedStretch> stretches) =>
        new(stretches.Min(stretch => stretch.Interval.Start), stretches.Max(stretch => stretch.Interval.End));
}

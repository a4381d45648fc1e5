using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// Where a mask may end. A word's stated edges are off by up to some 0.15 s, so that a mask ends further out, where the sound is quietest: in the pause
/// beside the word or, where people run words together, in the dip between them.
/// </summary>
/// <param name="hold">The sound; where it is not held any more a mask reaches as far as it may.</param>
internal sealed class SoundEdges(HoldBuffer hold)
{
    /// <summary>The sound's level is taken over this time.</summary>
    private static readonly MediaTime Frame = MediaTime.FromMilliseconds(20);

    /// <summary>And at points this far apart.</summary>
    private static readonly MediaTime Step = MediaTime.FromMilliseconds(10);

    private readonly short[] _frame = new short[Frame.ToSamples(hold.SampleRate)];

    /// <summary>The interval with both its edges moved outward.</summary>
    /// <param name="interval">What is to be hidden.</param>
    /// <param name="least">How far each edge is moved at least.</param>
    /// <param name="most">And at most.</param>
    public MediaInterval Outward(MediaInterval interval, MediaTime least, MediaTime most) => new(
        interval.Start - Quietest(interval.Start, least, most, direction: -1),
        interval.End + Quietest(interval.End, least, most, direction: 1));

    private MediaTime Quietest(MediaTime edge, MediaTime least, MediaTime most, int direction)
    {
        var (quietest, found) = (long.MaxValue, most);
        for (var distance = least; distance <= most; distance += Step)
        {
            var at = new MediaTime(edge.Ticks + (direction * distance.Ticks) - (Frame.Ticks / 2));
            if (!hold.TryCopy(new MediaInterval(at, at + Frame), _frame))
            {
                return most;
            }

            var energy = 0L;
            foreach (var sample in _frame)
            {
                energy += sample * sample;
            }

            if (energy < quietest)
            {
                (quietest, found) = (energy, distance);
            }
        }

        return found;
    }
}

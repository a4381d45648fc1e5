using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// Turns a plan into samples. Masks and silence are functions of the sample's number alone, so that a mask that goes on in the next release goes on
/// without a click, and nothing of the original is in them.
/// </summary>
internal sealed class MaskRenderer(MaskPolicy policy, int sampleRate)
{
    /// <summary>Peak of the mask tone: -12 dBov, loud enough to be noticed, softer than speech.</summary>
    private const double TonePeak = 8231;

    /// <summary>Peak of the comfort noise: about -60 dBov, a quiet line.</summary>
    private const int NoisePeak = 57;

    /// <summary>Fills the samples of one part.</summary>
    /// <param name="destination">One sample for each of the part's interval.</param>
    /// <returns>False when the part is cleared and its original is no longer held: nothing has been written.</returns>
    public bool TryRender(PlannedPart part, HoldBuffer hold, Span<short> destination)
    {
        var first = part.Interval.Start.ToSamples(sampleRate);
        switch (part.Action)
        {
            case ReleaseAction.Cleared:
                return hold.TryCopy(part.Interval, destination);
            case ReleaseAction.Masked when policy.Sound is MaskSound.Tone:
                RenderTone(first, destination);
                return true;
            case ReleaseAction.Masked when policy.Sound is MaskSound.Silence:
                destination.Clear();
                return true;
            default:
                RenderNoise(first, destination);
                return true;
        }
    }

    private void RenderTone(long first, Span<short> destination)
    {
        var step = 2 * Math.PI * policy.ToneFrequency / sampleRate;
        for (var at = 0; at < destination.Length; at++)
        {
            destination[at] = (short)Math.Round(TonePeak * Math.Sin(step * ((first + at) % sampleRate)));
        }
    }

    private static void RenderNoise(long first, Span<short> destination)
    {
        for (var at = 0; at < destination.Length; at++)
        {
            var mixed = (ulong)(first + at + 1) * 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            destination[at] = (short)((int)((mixed >> 33) % ((2 * NoisePeak) + 1)) - NoisePeak);
        }
    }
}

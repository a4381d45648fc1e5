using System.Collections.Immutable;

namespace CompliantVoiceProxy.Speech.Moonshine;

/// <summary>
/// Lays tokens along the audio: the monotonic path through the attention (dynamic time warping: at each encoder state stay with the token or go on to the
/// next) that gathers the most weight.
/// </summary>
internal static class TimeAlignment
{
    private const float Floor = 1e-4f;

    /// <returns>For each token its first state and the one after its last; gapless, from the first state to the last.</returns>
    public static (int Start, int End)[] Align(ImmutableArray<ReadToken> tokens, int stateCount)
    {
        int count = tokens.Length;
        if (count == 0)
        {
            return [];
        }

        // best[k, s]: most gathered when state s belongs to token k. More tokens than states cannot be laid out: the last ones share the last state.
        var best = new float[count, stateCount];
        var cameFromPrevious = new bool[count, stateCount];
        for (int k = 0; k < count; k++)
        {
            float[] attention = tokens[k].Attention;
            for (int s = 0; s < stateCount; s++)
            {
                float stay = s > 0 ? best[k, s - 1] : k == 0 ? 0 : float.NegativeInfinity;
                float goOn = k > 0 && s > 0 ? best[k - 1, s - 1] : float.NegativeInfinity;
                cameFromPrevious[k, s] = goOn > stay;
                best[k, s] = MathF.Max(stay, goOn) + MathF.Log(attention[s] + Floor);
            }
        }

        var spans = new (int Start, int End)[count];
        int token = count - 1;
        int end = stateCount;
        for (int s = stateCount - 1; s >= 0 && token > 0; s--)
        {
            if (cameFromPrevious[token, s])
            {
                spans[token] = (s, end);
                (token, end) = (token - 1, s);
            }
        }

        spans[token] = (0, end);
        return spans;
    }
}

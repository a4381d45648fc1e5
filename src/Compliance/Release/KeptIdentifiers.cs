using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>
/// Lets the sound of identifiers through whose type the policy keeps. Doubt masks: one of which a word was not surely understood, or that stands
/// beside a doubt, is hidden whole, in sound and text.
/// </summary>
internal static class KeptIdentifiers
{
    /// <summary>Turns the verdicts of identifiers that may be heard into <see cref="ReleaseReason.KeptByPolicy"/>, and marks those that are in doubt as not sure.</summary>
    /// <param name="doubtBefore">The turn follows at once on one that ended in doubt.</param>
    public static void Keep(Span<WordVerdict> verdicts, TenantPolicy policy, bool doubtBefore)
    {
        for (var first = 0; first < verdicts.Length; first++)
        {
            if (verdicts[first].Entity is not { } entity)
            {
                continue;
            }

            var end = first + 1;
            var isSure = verdicts[first].IsSure;
            for (; end < verdicts.Length && verdicts[end].Entity == entity; end++)
            {
                isSure &= verdicts[end].IsSure;
            }

            isSure &= !(first == 0 ? doubtBefore : verdicts[first - 1].IsDoubt) && !(end < verdicts.Length && verdicts[end].IsDoubt);
            var isKept = isSure && policy.SoundActionFor(entity.Type, entity.Confidence) is SoundAction.Keep;
            verdicts[first..end].Fill(verdicts[first] with { IsSure = isSure, Reason = isKept ? ReleaseReason.KeptByPolicy : verdicts[first].Reason });
            first = end - 1;
        }
    }

    /// <summary>The first word of an identifier at the end that the next words may still put in doubt; the number of words when there is none.</summary>
    public static int FirstOpen(ReadOnlySpan<WordVerdict> verdicts)
    {
        var first = verdicts.Length;
        while (first > 0 && verdicts[first - 1].Reason is ReleaseReason.KeptByPolicy)
        {
            first--;
        }

        return first;
    }
}

using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>
/// What a policy keeps yields to what it hides, however sure its finder is: a claim of a kept type that a hidden claim touches is a number that nothing
/// cleared. Of the net (<see cref="EntityType.UnknownNumber"/>) alone it is the explanation, if it covers all of what the net caught.
/// </summary>
internal static class KeptClaims
{
    /// <param name="found">In order of their start; what yields is changed in place, its confidence 0, so that it takes nothing from the claims that it yields to.</param>
    public static void Yield(List<Entity> found, TenantPolicy policy)
    {
        if (!policy.KeepsAnything)
        {
            return;
        }

        var yields = new bool[found.Count];
        Mark(found, entity => policy.TextActionFor(entity.Type, entity.Confidence) is TextAction.Keep, yields);
        Mark(found, entity => policy.SoundActionFor(entity.Type, entity.Confidence) is SoundAction.Keep, yields);
        for (var at = 0; at < yields.Length; at++)
        {
            found[at] = yields[at] ? found[at] with { Type = EntityType.UnknownNumber, CustomName = null, Confidence = 0 } : found[at];
        }
    }

    /// <summary>Marks the kept claims of text or of sound that yield.</summary>
    private static void Mark(List<Entity> found, Func<Entity, bool> isKept, bool[] yields)
    {
        var (named, net) = (new Reach(), new Reach());
        foreach (var hidden in found.Where(entity => !isKept(entity)))
        {
            (hidden.Type is EntityType.UnknownNumber ? net : named).Add(hidden.Span);
        }

        for (var at = 0; at < yields.Length; at++)
        {
            var span = found[at].Span;
            yields[at] |= isKept(found[at])
                && (named.EndBefore(span.End) > span.Start || net.EndBefore(span.Start) > span.Start || net.EndBefore(span.End) > span.End);
        }
    }

    /// <summary>How far spans reach, in order of their start.</summary>
    private sealed class Reach
    {
        private readonly List<int> _starts = [];
        private readonly List<int> _ends = []; // the furthest of the spans up to each

        public void Add(TextSpan span)
        {
            _starts.Add(span.Start);
            _ends.Add(Math.Max(span.End, _ends.LastOrDefault()));
        }

        /// <summary>The furthest end of the spans that start before a place; 0 when none does.</summary>
        public int EndBefore(int place)
        {
            var (low, high) = (0, _starts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _starts[middle] < place ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? 0 : _ends[low - 1];
        }
    }
}

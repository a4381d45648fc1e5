using System.Collections.Immutable;

namespace CompliantVoiceProxy.Calls;

/// <summary>Asks one hook after the other; the first that takes the call has it. Empty by default: nobody takes it.</summary>
public sealed class FailoverChain(ImmutableArray<IFailoverHook> hooks) : IFailoverHook
{
    public static readonly FailoverChain Empty = new([]);

    public async Task<bool> TryTakeOverAsync(FailoverOffer offer, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks)
        {
            if (await hook.TryTakeOverAsync(offer, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}

namespace CompliantVoiceProxy.Policies;

/// <summary>A call's hold on the policy revision that it began with: the revision can be found until the pin is disposed of.</summary>
public sealed class PolicyPin : IDisposable
{
    private Action<TenantPolicy>? _unpin;

    internal PolicyPin(TenantPolicy policy, Action<TenantPolicy> unpin) => (Policy, _unpin) = (policy, unpin);

    public TenantPolicy Policy { get; }

    /// <summary>Safe to call more than once, from any thread.</summary>
    public void Dispose() => Interlocked.Exchange(ref _unpin, null)?.Invoke(Policy);
}

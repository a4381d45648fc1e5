using System.Runtime.CompilerServices;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>The detector of each policy: one for all that neither declare nor keep anything, one a policy that does, which goes with its policy. Safe from several threads.</summary>
public sealed class TenantDetectors
{
    private readonly EntityDetector _usual = new();
    private readonly ConditionalWeakTable<TenantPolicy, EntityDetector> _own = [];

    public IEntityDetector For(TenantPolicy policy) => policy.Recognizers.IsEmpty && !policy.KeepsAnything
        ? _usual
        : _own.GetValue(policy, static policy => new EntityDetector(policy));
}

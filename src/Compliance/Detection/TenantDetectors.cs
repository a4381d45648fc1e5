using System.Runtime.CompilerServices;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>The detector of each tenant: one for all that declare nothing of their own, one a policy that does, which goes with its policy. Safe from several threads.</summary>
public sealed class TenantDetectors
{
    private readonly EntityDetector _usual = new();
    private readonly ConditionalWeakTable<TenantPolicy, EntityDetector> _declared = [];

    public IEntityDetector For(TenantPolicy policy) => policy.Recognizers.IsEmpty
        ? _usual
        : _declared.GetValue(policy, static policy => new EntityDetector(policy));
}

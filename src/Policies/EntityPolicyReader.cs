using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads <c>entities</c>: what becomes of each type of identifier. Refuses what is never safe, with the reason.</summary>
internal static class EntityPolicyReader
{
    public static ImmutableSortedDictionary<EntityType, EntityPolicy> Read(ConfigSection top)
    {
        using var entities = top.Section("entities");
        var policies = ImmutableSortedDictionary.CreateBuilder<EntityType, EntityPolicy>();
        foreach (var type in EntityTypes.All)
        {
            using var entity = entities.Section(EntityTypes.NameOf(type));
            var policy = Read(entity, type, new EntityPolicy());
            if (entity.IsWritten)
            {
                policies.Add(type, policy);
            }
        }

        return policies.ToImmutable();
    }

    private static EntityPolicy Read(ConfigSection entity, EntityType type, EntityPolicy safe)
    {
        var policy = safe with
        {
            Text = entity.Choice("text", safe.Text),
            Sound = entity.Choice("sound", safe.Sound),
            MinimumConfidence = entity.Fraction("minimum-confidence", safe.MinimumConfidence),
        };
        Refuse(entity, "text", policy.Text, UnsafeActions.ReasonAgainst(type, policy.Text));
        Refuse(entity, "sound", policy.Sound, UnsafeActions.ReasonAgainst(type, policy.Sound));
        return policy;
    }

    private static void Refuse<TAction>(ConfigSection entity, string key, TAction action, string? reason)
        where TAction : struct, Enum
    {
        if (reason is not null)
        {
            entity.Report(key, $"is '{ConfigWords<TAction>.Of(action)}', but {reason}");
        }
    }
}

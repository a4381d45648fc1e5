using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>Maps what a tenant's policy says of waiting and of replacing to what the turn machine takes.</summary>
internal static class SessionRules
{
    public static TurnRules From(TenantPolicy policy, SessionSounds sounds) => new()
    {
        AnswerTimeout = policy.Failover.AnswerTimeout,
        FillerAfter = sounds.Fillers.IsEmpty && sounds.Background.IsEmpty ? null : policy.Fillers.After,
        FillerAgainAfter = policy.Fillers.AgainAfter,
        RestoreWithin = policy.Failover.RestoreWithin,
        HasSpare = policy.Failover.Spare is not null,
        NoInputAfter = policy.Turns.NoInputAfter,
        NoInputPrompts = policy.Turns.NoInputPrompts,
    };

    public static AgentPolicy AgentAt(TenantPolicy policy, AgentRung rung) => rung is AgentRung.Spare ? policy.Failover.Spare ?? policy.Agent : policy.Agent;
}

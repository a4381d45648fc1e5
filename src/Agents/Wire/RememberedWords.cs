namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What was said in a remembered turn, whoever said it.</summary>
internal static class RememberedWords
{
    public static string Of(RememberedTurn turn) => turn switch
    {
        CallerSaid caller => caller.Text.Text,
        AgentSaid agent => agent.Text.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };
}

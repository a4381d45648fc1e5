namespace CompliantVoiceProxy.Policies;

public enum PolicyChangeKind
{
    /// <summary>A new revision is in force for calls to come.</summary>
    Loaded,

    /// <summary>What is written now is wrong; the last good revision stays, if there is one.</summary>
    Refused,

    /// <summary>The file is gone: calls under way keep their policy, calls to come do not find the tenant.</summary>
    Removed,
}

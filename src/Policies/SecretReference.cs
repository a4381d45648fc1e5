namespace CompliantVoiceProxy.Policies;

/// <summary>Where a secret stands: an environment variable or a file. The secret itself is never in a policy.</summary>
public sealed record SecretReference
{
    public string? EnvironmentVariable { get; init; }

    public string? File { get; init; }
}

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Free text that the operator wrote in a policy or configuration file. Never made from anything of a call (the architecture test holds its callers).</summary>
public sealed class PolicyText(string text)
{
    public string Text { get; } = text;
}

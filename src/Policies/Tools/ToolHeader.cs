namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>A header of a request to a back end.</summary>
/// <param name="Name">A field name (RFC 9110 section 5.1).</param>
/// <param name="Value">With places for arguments, and <see cref="SecretPlace"/> where the secret stands.</param>
/// <param name="Secret">Where it stands; null when the header has none.</param>
public sealed record ToolHeader(string Name, TextTemplate Value, SecretReference? Secret)
{
    /// <summary>What the place of the secret is called.</summary>
    public const string SecretPlace = "secret";
}

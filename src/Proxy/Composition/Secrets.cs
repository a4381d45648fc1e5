using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Proxy.Composition;

/// <summary>Reads the secrets that policies refer to, at each use, so that a changed one holds for the next call.</summary>
internal static class Secrets
{
    /// <returns>Null where nothing is referred to, or nothing is there.</returns>
    public static Sensitive<string>? Read(SecretReference? reference)
    {
        var secret = reference switch
        {
            { EnvironmentVariable: { } name } => Environment.GetEnvironmentVariable(name),
            { File: { } path } when File.Exists(path) => File.ReadAllText(path).Trim(),
            _ => null,
        };
        return string.IsNullOrEmpty(secret) ? null : new Sensitive<string>(secret);
    }
}

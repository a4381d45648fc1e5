using System.Text.RegularExpressions;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads where a secret stands: <c>{ env: NAME }</c> or <c>{ file: PATH }</c>. Never shows what is written there: it may be a secret in the wrong place.</summary>
public static partial class SecretReferenceReader
{
    /// <param name="folder">Paths are relative to it.</param>
    /// <returns>Null when it is not written.</returns>
    public static SecretReference? Read(ConfigSection owner, string key, string folder)
    {
        using var secret = owner.Section(key, wrongKind: "must not hold the key itself; say where it stands: { env: NAME } or { file: PATH }");
        var variable = secret.Text("env");
        var file = secret.Text("file");
        if (!secret.IsWritten)
        {
            return null;
        }

        if (variable is null == file is null)
        {
            owner.Report(key, "must name one place, env or file");
        }

        if (variable is not null && !VariablePattern.IsMatch(variable))
        {
            secret.Report("env", "is no name of an environment variable; the key itself must not stand here");
        }

        return new SecretReference { EnvironmentVariable = variable, File = file is null ? null : Path.Combine(folder, file) };
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariablePattern { get; }
}

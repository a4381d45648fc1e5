using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Policies;

/// <summary>Where a secret stands: an environment variable or a file. The secret itself is never in a policy.</summary>
public sealed record SecretReference
{
    public string? EnvironmentVariable { get; init; }

    /// <summary>Absolute path; white space around the file's text does not belong to the secret.</summary>
    public string? File { get; init; }

    /// <summary>Fetches the secret from where it stands now, so that a key can be renewed without a new policy.</summary>
    /// <returns>Null when nothing stands there, or it cannot be read.</returns>
    public Sensitive<string>? Read()
    {
        var text = EnvironmentVariable is { } variable ? Environment.GetEnvironmentVariable(variable) : ReadFile();
        return string.IsNullOrWhiteSpace(text) ? null : new Sensitive<string>(text.Trim());
    }

    private string? ReadFile()
    {
        try
        {
            return File is null ? null : System.IO.File.ReadAllText(File);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

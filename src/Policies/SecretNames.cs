namespace CompliantVoiceProxy.Policies;

/// <summary>Tells from a name that what it names is a secret, which must not stand in a policy or a URL.</summary>
internal static class SecretNames
{
    private static readonly string[] Words = ["key", "token", "secret", "password"];

    /// <param name="query">A URL's, with its question mark.</param>
    public static bool IsNamedIn(string query) => query.Split('?', '&').Select(field => field.Split('=')[0]).Any(IsNameOfOne);

    public static bool IsNameOfOne(string name) => Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}

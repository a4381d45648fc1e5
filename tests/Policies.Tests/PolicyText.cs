using System.Text;

namespace CompliantVoiceProxy.Policies.Tests;

/// <summary>Policies written in tests.</summary>
internal static class PolicyText
{
    public const string Whole = """
        tenant: clinic
        match: { called: ["clinic@*"] }
        agent:
          provider: openai-realtime
          url: ws://127.0.0.1:9100/v1/realtime
          model: gpt-realtime
        """;

    public static PolicyFile Compile(string yaml) => PolicyCompiler.Compile(Encoding.UTF8.GetBytes(yaml), "/policies/clinic.yaml");

    /// <summary>What is wrong, as <c>policy check</c> prints it without the file's name.</summary>
    public static IEnumerable<string> ErrorsOf(string yaml) => Compile(yaml).Errors.Select(error => $"{error.Line}: {error.Words}");

    public static string For(string tenant, params string[] called) =>
        Whole.Replace("tenant: clinic", $"tenant: {tenant}", StringComparison.Ordinal)
            .Replace("\"clinic@*\"", string.Join(", ", called.Select(pattern => $"\"{pattern}\"")), StringComparison.Ordinal);
}

namespace CompliantVoiceProxy.Policies.Tests;

/// <summary>What a provider's protocol has no room for is refused with the policy, not in a call.</summary>
public sealed class AgentProviderTests
{
    private const string AzureUrl = "wss://clinic.openai.azure.com/openai/v1/realtime";

    [Theory]
    [InlineData("azure-openai-realtime", AzureUrl, "{ api-key: { env: KEY } }")]
    [InlineData("azure-openai-realtime", "wss://clinic.openai.azure.com/openai/realtime?api-version=2025-04-01-preview", "{ api-key: { env: KEY }, dialect: beta }")]
    [InlineData("azure-openai-realtime", "ws://127.0.0.1:9100/openai/v1/realtime", "{}")]
    [InlineData("plain", "wss://ai.example/", "{ audio-format: pcma, forward: text-only }")]
    [InlineData("audiocodes-bot", "wss://bot.example/", "{ forward: audio }")]
    public void What_fits_is_taken(string provider, string url, string rest) => ErrorsOf(provider, url, rest).Should().BeEmpty();

    [Theory]
    [InlineData("azure-openai-realtime", AzureUrl, "{}", "agent.api-key is missing, but this provider takes no call without one")]
    [InlineData("azure-openai-realtime", AzureUrl, "{ api-key: { env: KEY }, dialect: beta }", "agent.url names no api-version")]
    [InlineData("audiocodes-bot", "wss://bot.example/", "{}", "agent.forward must be audio or text-only")]
    public void What_does_not_fit_is_refused_in_words(string provider, string url, string rest, string error) =>
        ErrorsOf(provider, url, rest).Should().ContainSingle().Which.Should().Contain(error);

    private static IEnumerable<string> ErrorsOf(string provider, string url, string rest)
    {
        var more = rest is "{}" ? "" : ", " + rest[2..^2];
        return PolicyText.ErrorsOf($$"""
            tenant: clinic
            match: { called: ["clinic@*"] }
            agent: { provider: {{provider}}, url: "{{url}}", model: m{{more}} }
            """);
    }
}

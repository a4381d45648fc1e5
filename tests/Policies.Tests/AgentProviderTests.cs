namespace CompliantVoiceProxy.Policies.Tests;

/// <summary>What a provider's protocol has no room for is refused with the policy, not in a call.</summary>
public sealed class AgentProviderTests
{
    private const string AzureUrl = "wss://clinic.openai.azure.com/openai/v1/realtime";
    private const string DeepgramUrl = "wss://agent.deepgram.com/v1/agent/converse";
    private const string GeminiUrl = "wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";

    [Theory]
    [InlineData("azure-openai-realtime", AzureUrl, "{ api-key: { env: KEY } }")]
    [InlineData("azure-openai-realtime", "wss://clinic.openai.azure.com/openai/realtime?api-version=2025-04-01-preview", "{ api-key: { env: KEY }, dialect: beta }")]
    [InlineData("azure-openai-realtime", "ws://127.0.0.1:9100/openai/v1/realtime", "{}")]
    [InlineData("plain", "wss://ai.example/", "{ audio-format: pcma, forward: text-only }")]
    [InlineData("audiocodes-bot", "wss://bot.example/", "{ forward: audio }")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ forward: text-only, voice: v, api-key: { env: KEY } }", "open_ai/m")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ forward: audio, voice: v, audio-format: pcmu, api-key: { env: KEY } }", "groq/openai/m")]
    [InlineData("gemini-live", GeminiUrl, "{ api-key: { env: KEY } }")]
    public void What_fits_is_taken(string provider, string url, string rest, string model = "m") => ErrorsOf(provider, url, rest, model).Should().BeEmpty();

    [Theory]
    [InlineData("azure-openai-realtime", AzureUrl, "{}", "agent.api-key is missing, but this provider takes no call without one")]
    [InlineData("azure-openai-realtime", AzureUrl, "{ api-key: { env: KEY }, dialect: beta }", "agent.url names no api-version")]
    [InlineData("audiocodes-bot", "wss://bot.example/", "{}", "agent.forward must be audio or text-only")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ voice: v, api-key: { env: KEY } }", "3: agent.forward must be audio or text-only", "open_ai/m")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ voice: v, forward: audio }", "3: agent.api-key is missing", "open_ai/m")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ forward: audio, api-key: { env: KEY } }", "3: agent.voice is missing", "open_ai/m")]
    [InlineData("deepgram-agent", DeepgramUrl, "{ voice: v, forward: audio, api-key: { env: KEY } }", "3: agent.model must be TYPE/NAME")]
    [InlineData("gemini-live", GeminiUrl, "{}", "3: agent.api-key is missing")]
    [InlineData("gemini-live", GeminiUrl, "{ audio-format: pcmu, api-key: { env: KEY } }", "3: agent.audio-format must be pcm16")]
    [InlineData("gemini-live", GeminiUrl + "?key=4f1b0c", "{ api-key: { env: KEY } }", "3: agent.url holds a password or key")]
    public void What_does_not_fit_is_refused_in_words(string provider, string url, string rest, string error, string model = "m") =>
        ErrorsOf(provider, url, rest, model).Should().ContainSingle().Which.Should().Contain(error);

    private static IEnumerable<string> ErrorsOf(string provider, string url, string rest, string model)
    {
        var more = rest is "{}" ? "" : ", " + rest[2..^2];
        return PolicyText.ErrorsOf($$"""
            tenant: clinic
            match: { called: ["clinic@*"] }
            agent: { provider: {{provider}}, url: "{{url}}", model: {{model}}{{more}} }
            """);
    }
}

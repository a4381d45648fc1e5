using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>Maps what a tenant's policy says of its voice AI to what Agents takes: the one place where policy text, and the product's own words on its tools, become text that may leave.</summary>
public static class AgentSettings
{
    private static readonly AgentTool StartSecureCapture = new(
        new PolicyText(SecureCapturePolicy.RequestTool),
        new PolicyText("Call this before the caller tells a card number, social security number, PIN or another secret. You hear and read nothing of the caller until you are told that it is over."),
        new PolicyText("""{"type":"object","properties":{"subject":{"type":"string","enum":["card","ssn","pin","other"]}},"required":["subject"],"additionalProperties":false}"""));

    /// <param name="capture">Which of the proxy's own tools the AI is told of.</param>
    /// <param name="apiKey">The secret that <see cref="AgentPolicy.ApiKey"/> refers to; null when the AI asks for none.</param>
    public static AgentOptions From(AgentPolicy policy, SecureCapturePolicy capture, Sensitive<string>? apiKey) => new()
    {
        Url = policy.Url,
        Model = new PolicyText(policy.Model),
        Voice = policy.Voice is null ? null : new PolicyText(policy.Voice),
        Instructions = new PolicyText(policy.Instructions),
        ApiKey = apiKey,
        Protocol = (policy.Provider, policy.Dialect) switch
        {
            (AgentProvider.OpenAIRealtime, AgentDialect.Beta) => AgentProtocol.OpenAIRealtimeBeta,
            (AgentProvider.OpenAIRealtime, _) => AgentProtocol.OpenAIRealtimeReleased,
            (AgentProvider.AzureOpenAIRealtime, AgentDialect.Beta) => AgentProtocol.AzureRealtimeBeta,
            (AgentProvider.AzureOpenAIRealtime, _) => AgentProtocol.AzureRealtimeReleased,
            (AgentProvider.Plain, _) => AgentProtocol.Plain,
            (AgentProvider.AudioCodesBot, _) => AgentProtocol.AudioCodesBot,
            (AgentProvider.DeepgramAgent, _) => AgentProtocol.DeepgramAgent,
            (AgentProvider.GeminiLive, _) => AgentProtocol.GeminiLive,
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Provider, "No protocol is known for this provider."),
        },
        AudioEncoding = policy.AudioFormat switch
        {
            AgentAudioFormat.Pcmu => AgentAudioEncoding.Pcmu,
            AgentAudioFormat.Pcma => AgentAudioEncoding.Pcma,
            _ => AgentAudioEncoding.Pcm16At24Khz,
        },
        SendsAudio = policy.Forward is ForwardMode.AudioAndText or ForwardMode.Audio,
        SendsText = policy.Forward is ForwardMode.AudioAndText or ForwardMode.TextOnly,
        Tools = capture.StartsOnRequest ? [StartSecureCapture] : [],
        ConnectTimeout = policy.ConnectTimeout,
    };
}

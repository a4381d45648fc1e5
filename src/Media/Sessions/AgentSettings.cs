using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>Maps what a tenant's policy says of its voice AI to what Agents takes: the one place where policy text becomes text that may leave.</summary>
public static class AgentSettings
{
    /// <param name="apiKey">The secret that <see cref="AgentPolicy.ApiKey"/> refers to; null when the AI asks for none.</param>
    public static AgentOptions From(AgentPolicy policy, Sensitive<string>? apiKey) => new()
    {
        Url = policy.Url,
        Model = new PolicyText(policy.Model),
        Voice = policy.Voice is null ? null : new PolicyText(policy.Voice),
        Instructions = new PolicyText(policy.Instructions),
        ApiKey = apiKey,
        Protocol = policy.Dialect switch
        {
            AgentDialect.Beta => AgentProtocol.OpenAIRealtimeBeta,
            _ => AgentProtocol.OpenAIRealtimeReleased,
        },
        AudioEncoding = policy.AudioFormat switch
        {
            AgentAudioFormat.Pcmu => AgentAudioEncoding.Pcmu,
            AgentAudioFormat.Pcma => AgentAudioEncoding.Pcma,
            _ => AgentAudioEncoding.Pcm16At24Khz,
        },
        SendsAudio = policy.Forward is ForwardMode.AudioAndText or ForwardMode.Audio,
        SendsText = policy.Forward is ForwardMode.AudioAndText or ForwardMode.TextOnly,
        ConnectTimeout = policy.ConnectTimeout,
    };
}

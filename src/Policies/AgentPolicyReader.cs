using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>Reads which voice AI answers, and holds the settings against what its protocol can do.</summary>
internal static class AgentPolicyReader
{
    /// <param name="agent">The section that holds its settings.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    public static AgentPolicy Read(ConfigSection agent, string folder)
    {
        var policy = new AgentPolicy { Url = AgentUrl(agent), Model = agent.RequiredText("model") };
        policy = policy with
        {
            Provider = agent.Choice("provider", policy.Provider),
            Dialect = agent.Choice("dialect", policy.Dialect),
            Voice = agent.Text("voice"),
            ApiKey = SecretReferenceReader.Read(agent, "api-key", folder),
            Forward = agent.Choice("forward", policy.Forward),
            Values = agent.Choice("values", policy.Values),
            AudioFormat = agent.Choice("audio-format", policy.AudioFormat),
            Instructions = agent.Text("instructions") ?? policy.Instructions,
            EndsCalls = agent.Flag("end-call", policy.EndsCalls),
            ConnectTimeout = agent.Duration("connect-timeout", policy.ConnectTimeout, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1800)),
        };
        RequireFit(agent, policy);
        return policy;
    }

    /// <summary>What the provider's protocol has no room for is an error here, not in a call.</summary>
    private static void RequireFit(ConfigSection agent, AgentPolicy policy)
    {
        if (policy.Url == Nowhere)
        {
            return;
        }

        if (policy.Provider is AgentProvider.AzureOpenAIRealtime && policy.Dialect is AgentDialect.Beta && !policy.Url.Query.Contains("api-version=", StringComparison.Ordinal))
        {
            agent.Report("url", "names no api-version, but Azure's beta dialect wants one: wss://RESOURCE.openai.azure.com/openai/realtime?api-version=...");
        }

        if ((policy.Provider is AgentProvider.AudioCodesBot or AgentProvider.DeepgramAgent) && policy.Forward is ForwardMode.AudioAndText)
        {
            agent.Report("forward", "must be audio or text-only: to this voice AI, the text of a turn that it heard is another turn");
        }

        if (policy.Provider is AgentProvider.DeepgramAgent)
        {
            RequireFitForDeepgram(agent, policy);
        }

        if (policy.Provider is AgentProvider.GeminiLive && policy.AudioFormat is not AgentAudioFormat.Pcm16At24Khz)
        {
            agent.Report("audio-format", "must be pcm16: this voice AI takes and gives no other");
        }

        if (policy.ApiKey is null && !policy.Url.IsLoopback && RequiresKey(policy.Provider))
        {
            agent.Report("api-key", "is missing, but this provider takes no call without one");
        }
    }

    private static void RequireFitForDeepgram(ConfigSection agent, AgentPolicy policy)
    {
        if (policy.Model.Length > 0 && policy.Model.Split('/') is not [{ Length: > 0 }, { Length: > 0 }, ..])
        {
            agent.Report("model", "must be TYPE/NAME of the model that thinks, such as open_ai/gpt-4o-mini");
        }

        if (policy.Voice is null)
        {
            agent.Report("voice", "is missing, but this provider speaks with no voice that was not chosen, such as aura-2-thalia-en");
        }
    }

    private static bool RequiresKey(AgentProvider provider) =>
        provider is AgentProvider.AzureOpenAIRealtime or AgentProvider.DeepgramAgent or AgentProvider.GeminiLive;

    private static Uri AgentUrl(ConfigSection agent)
    {
        var text = agent.RequiredText("url");
        if (text.Length == 0)
        {
            return Nowhere;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss" or "http" or "https") || url.Host.Length == 0)
        {
            agent.Report("url", "is no WebSocket address, such as wss://host/path");
            return Nowhere;
        }

        if (url.Scheme is "http" or "https")
        {
            agent.Report("url", $"begins with {url.Scheme}://, but a voice AI is reached over wss:// (or ws:// on this machine)");
        }
        else if (url.Scheme is "ws" && !url.IsLoopback)
        {
            agent.Report("url", "would send calls unencrypted: ws:// is for this machine alone; write wss://");
        }

        if (url.UserInfo.Length > 0 || SecretNames.IsNamedIn(url.Query))
        {
            agent.Report("url", "holds a password or key; give it by agent.api-key");
        }

        return url;
    }

    private static readonly Uri Nowhere = new("wss://nowhere.invalid/");
}

using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>Maps what a tenant's policy says of its voice AI to what Agents takes: the one place where policy text, and the product's own words on its tools, become text that may leave.</summary>
public static class AgentSettings
{
    private static readonly AgentTool StartSecureCapture = new(
        new PolicyText(SecureCapturePolicy.RequestTool),
        new PolicyText("Call this before the caller tells a card number, social security number, PIN or another secret. You hear and read nothing of the caller until you are told that it is over."),
        new PolicyText("""{"type":"object","properties":{"subject":{"type":"string","enum":["card","ssn","pin","other"]}},"required":["subject"],"additionalProperties":false}"""));

    private static readonly AgentTool EndCall = new(
        new PolicyText(AgentPolicy.EndCallTool),
        new PolicyText("Ends the call. Say goodbye before you call this: the call ends when what you say has been played. If the caller speaks first, it goes on."),
        new PolicyText("""{"type":"object","properties":{},"required":[],"additionalProperties":false}"""));

    private static readonly AgentTool TakePayment = new(
        new PolicyText(PaymentPolicy.Tool),
        new PolicyText("""
            Takes a payment by card. You hear and read nothing of the caller until the card is complete. When you are told that it has started, ask the caller for
            the card's number, its expiry date and its security code, to be said, or keyed in with the pound key after each. You are told when that is over, and then
            how the payment ended: approved, declined or failed, with the card's last four figures. If the capture times out, nothing was paid.
            """),
        new PolicyText("""{"type":"object","properties":{"amount":{"type":"number","description":"Such as 120.50."},"currency":{"type":"string","pattern":"^[A-Z]{3}$"},"card":{"type":"string","description":"What stands in the conversation for the number of a card that the caller gave before, such as [CREDIT_CARD_1]. Leave it out for another card."}},"required":["amount","currency"],"additionalProperties":false}"""));

    /// <summary>For a call: with the tools that the tenant's policy gives the AI.</summary>
    /// <param name="agent">Which of the policy's.</param>
    /// <param name="apiKey">The secret that <see cref="AgentPolicy.ApiKey"/> refers to; null when the AI asks for none.</param>
    public static AgentOptions From(TenantPolicy policy, AgentPolicy agent, Sensitive<string>? apiKey)
    {
        var options = From(agent, policy.SecureCapture, policy.Transfer, apiKey);
        return options with
        {
            Tools =
            [
                .. options.Tools,
                .. agent.EndsCalls ? [EndCall] : Array.Empty<AgentTool>(),
                .. policy.Payment is not null ? [TakePayment] : Array.Empty<AgentTool>(),
                .. policy.Tools.Select(tool => new AgentTool(new PolicyText(tool.Name), new PolicyText(tool.Description), new PolicyText(ArgumentSchemaJson.TextOf(tool.Parameters)))),
            ],
        };
    }

    /// <param name="capture">Whether the AI is told of <c>start_secure_capture</c>.</param>
    /// <param name="transfer">Whom it is told of that callers may be transferred to.</param>
    /// <param name="apiKey">The secret that <see cref="AgentPolicy.ApiKey"/> refers to; null when the AI asks for none.</param>
    public static AgentOptions From(AgentPolicy policy, SecureCapturePolicy capture, TransferPolicy transfer, Sensitive<string>? apiKey) => new()
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
        Tools = [.. Tools(capture, transfer)],
        ConnectTimeout = policy.ConnectTimeout,
    };

    /// <summary>What the AI is told of a transfer that failed.</summary>
    internal static TransferProblem ProblemOf(TransferFailure failure) => failure switch
    {
        TransferFailure.Busy => TransferProblem.Busy,
        TransferFailure.NoAnswer => TransferProblem.NoAnswer,
        TransferFailure.Refused => TransferProblem.Refused,
        TransferFailure.Unreachable => TransferProblem.Unreachable,
        _ => TransferProblem.NotJoined,
    };

    private static IEnumerable<AgentTool> Tools(SecureCapturePolicy capture, TransferPolicy transfer)
    {
        if (capture.StartsOnRequest)
        {
            yield return StartSecureCapture;
        }

        if (!transfer.Targets.IsEmpty)
        {
            yield return TransferToHuman(transfer);
        }
    }

    private static AgentTool TransferToHuman(TransferPolicy transfer)
    {
        var targets = string.Concat(transfer.Targets.Select(target => $"\n- {target.Name}: {target.Description}"));
        var names = string.Join(',', transfer.Targets.Select(target => $"\"{target.Name}\"")); // letters, digits and hyphens: they need no escaping
        var required = transfer.Targets is [_] ? "" : "\"target\"";
        return new AgentTool(
            new PolicyText(TransferPolicy.RequestTool),
            new PolicyText($"Call this when the caller asks for a person, or needs one. If nobody can be reached you are told, and the caller is still with you. Targets:{targets}"),
            new PolicyText($$$"""{"type":"object","properties":{"target":{"type":"string","enum":[{{{names}}}]},"summary":{"type":"string"}},"required":[{{{required}}}],"additionalProperties":false}"""));
    }
}

using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

public sealed class AgentSettingsTests
{
    [Theory]
    [InlineData(AgentProvider.OpenAIRealtime, AgentDialect.Released, AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProvider.OpenAIRealtime, AgentDialect.Beta, AgentProtocol.OpenAIRealtimeBeta)]
    [InlineData(AgentProvider.AzureOpenAIRealtime, AgentDialect.Released, AgentProtocol.AzureRealtimeReleased)]
    [InlineData(AgentProvider.AzureOpenAIRealtime, AgentDialect.Beta, AgentProtocol.AzureRealtimeBeta)]
    [InlineData(AgentProvider.Plain, AgentDialect.Released, AgentProtocol.Plain)]
    [InlineData(AgentProvider.AudioCodesBot, AgentDialect.Released, AgentProtocol.AudioCodesBot)]
    [InlineData(AgentProvider.DeepgramAgent, AgentDialect.Released, AgentProtocol.DeepgramAgent)]
    [InlineData(AgentProvider.GeminiLive, AgentDialect.Released, AgentProtocol.GeminiLive)]
    public void The_provider_and_its_dialect_choose_the_protocol(AgentProvider provider, AgentDialect dialect, AgentProtocol protocol)
    {
        var policy = new AgentPolicy { Provider = provider, Dialect = dialect, Url = new Uri("wss://ai.example/"), Model = "m" };

        AgentSettings.From(policy, new SecureCapturePolicy(), new TransferPolicy(), apiKey: null).Protocol.Should().Be(protocol);
    }

    [Fact]
    public void Every_provider_that_a_policy_may_name_has_a_protocol() =>
        Enum.GetValues<AgentProvider>().Should().AllSatisfy(provider =>
            AgentSettings.From(new AgentPolicy { Provider = provider, Url = new Uri("wss://ai.example/"), Model = "m" }, new SecureCapturePolicy(), new TransferPolicy(), apiKey: null));
}

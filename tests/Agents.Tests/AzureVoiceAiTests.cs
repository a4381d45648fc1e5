using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Probe.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>OpenAI Realtime in Azure's form: the same events, another URL and another header.</summary>
public sealed class AzureVoiceAiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentProtocol.AzureRealtimeReleased, "", "/openai/v1/realtime?model=our%20deployment", RealtimeDialect.Released)]
    [InlineData(AgentProtocol.AzureRealtimeBeta, "?api-version=2025-04-01-preview", "/openai/realtime?api-version=2025-04-01-preview&deployment=our%20deployment", RealtimeDialect.Beta)]
    public async Task The_deployment_stands_in_the_query_and_the_key_in_its_own_header(AgentProtocol protocol, string query, string target, RealtimeDialect dialect)
    {
        await using var ai = await StartAsync();
        var url = protocol is AgentProtocol.AzureRealtimeBeta ? ai.AzureBetaUrl : ai.AzureUrl;
        await using var session = await ConnectAsync(TestCall.Options(new Uri(url + query), protocol) with { Model = new PolicyText("our deployment") });

        await session.SendAudioAsync(TestCall.Tone(300), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        events.OfType<AgentAudio>().Should().NotBeEmpty();
        events.OfType<AgentComplaint>().Should().BeEmpty();
        var recording = ai.Recordings.Should().ContainSingle().Subject;
        (recording.Target, recording.Dialect).Should().Be((target, dialect));
        recording.Turns.Should().ContainSingle();
        recording.Headers.Keys.Should().BeSubsetOf(["Host", "api-key", "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"]);
    }

    [Fact]
    public async Task Without_a_key_it_is_refused_in_words()
    {
        await using var ai = await StartAsync();

        var connecting = () => ConnectAsync(TestCall.Options(ai.AzureUrl, AgentProtocol.AzureRealtimeReleased) with { ApiKey = null });

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which.Message.Should().Contain("check the API key");
    }

    private static Task<RealtimeServer> StartAsync() => RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);

    private static Task<IAgentSession> ConnectAsync(AgentOptions options) => new AgentConnectors(NullLoggerFactory.Instance, TimeProvider.System).ConnectAsync(options, Token);
}

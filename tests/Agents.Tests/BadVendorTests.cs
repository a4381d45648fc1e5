using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>What the AI can do wrong, tried on every protocol: each ends in one clear reason, and nothing that it said gets into a log or an exception.</summary>
public sealed class BadVendorTests
{
    private readonly RecordedLog<BadVendorTests> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<AgentProtocol> Protocols() => [AgentProtocol.Plain, AgentProtocol.AudioCodesBot, AgentProtocol.DeepgramAgent, AgentProtocol.GeminiLive];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task One_who_accepts_and_stays_silent_is_given_up_in_time(AgentProtocol protocol)
    {
        await using var ai = await ScriptedAi.StartAsync(ai => ai.FallSilentAsync());

        (await FailToConnectAsync(Options(ai, protocol) with { ConnectTimeout = TimeSpan.FromMilliseconds(200) })).Should().Contain("within 200 ms");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task One_who_greets_with_garbage_is_unavailable(AgentProtocol protocol)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await ai.SendAsync($"this is no JSON {VendorScript.Canary}");
            await ai.FallSilentAsync();
        });

        (await FailToConnectAsync(Options(ai, protocol))).Should().Contain("does not speak");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task One_who_hangs_up_at_the_greeting_is_unavailable(AgentProtocol protocol)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await ai.CloseAsync(WebSocketCloseStatus.PolicyViolation, VendorScript.Canary);
            await ai.FallSilentAsync();
        });

        (await FailToConnectAsync(Options(ai, protocol))).Should().Contain("ended the connection");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Garbage_ends_the_session_as_a_violation(AgentProtocol protocol)
    {
        var script = VendorScript.Of(protocol);
        foreach (var garbage in script.Garbage.Append($"not json at all {VendorScript.Canary}").Append("[]"))
        {
            await using var ai = await ScriptedAi.StartAsync(async ai =>
            {
                await script.GreetAsync(ai);
                await ai.SendAsync(garbage);
                await ai.FallSilentAsync();
            });
            await using var session = await ConnectAsync(Options(ai, protocol));

            (await session.Events.ReadToEndAsync()).Should().Equal([new AgentClosed(AgentCloseReason.ProtocolViolation)], garbage);
            NothingIsTold();
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_giant_message_ends_the_session_before_it_is_all_here(AgentProtocol protocol)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await VendorScript.Of(protocol).GreetAsync(ai);
            var piece = Encoding.ASCII.GetBytes(new string('4', 100_000));
            while (true)
            {
                await ai.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false);
            }
        });
        await using var session = await ConnectAsync(Options(ai, protocol));

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ProtocolViolation));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task One_who_goes_in_the_middle_of_an_answer_is_announced_once(AgentProtocol protocol)
    {
        foreach (var inOrder in new[] { true, false })
        {
            var heard = new TaskCompletionSource();
            await using var ai = await ScriptedAi.StartAsync(async ai =>
            {
                var script = VendorScript.Of(protocol);
                await script.GreetAsync(ai);
                await ai.ReceiveAsync();
                await script.BeginAnswerAsync(ai);
                await heard.Task;
                if (inOrder)
                {
                    await ai.CloseAsync(WebSocketCloseStatus.NormalClosure, VendorScript.Canary);
                    await ai.FallSilentAsync();
                }
            });
            await using var session = await ConnectAsync(Options(ai, protocol));
            await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

            await session.Events.ReadUntilAsync<AgentAudio>();
            heard.SetResult();
            var events = await session.Events.ReadToEndAsync();

            events.OfType<AgentClosed>().Should().Equal(new AgentClosed(inOrder ? AgentCloseReason.ClosedByAgent : AgentCloseReason.ConnectionLost));
            events[^1].Should().BeOfType<AgentClosed>();
            await session.SendAudioAsync(TestCall.Tone(100), Token); // a send to a closed session does nothing
            await session.CommitTurnAsync(TestCall.Text("Hello?"), Token);
            await session.ClearTurnAsync(Token);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task What_nobody_asked_for_is_not_heard(AgentProtocol protocol)
    {
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            var script = VendorScript.Of(protocol);
            await script.GreetAsync(ai);
            await script.BeginAnswerAsync(ai);
            await ai.CloseAsync(WebSocketCloseStatus.NormalClosure);
            await ai.FallSilentAsync();
        });
        await using var session = await ConnectAsync(Options(ai, protocol));

        (await session.Events.ReadToEndAsync()).Should().Equal(new AgentClosed(AgentCloseReason.ClosedByAgent));
    }

    private static AgentOptions Options(ScriptedAi ai, AgentProtocol protocol) => TestCall.Options(ai.Url, protocol) with { SendsAudio = false };

    private Task<IAgentSession> ConnectAsync(AgentOptions options) => new AgentConnectors(new OneLog(_log), TimeProvider.System).ConnectAsync(options, Token);

    private async Task<string> FailToConnectAsync(AgentOptions options)
    {
        var connecting = () => ConnectAsync(options);
        var refused = (await connecting.Should().ThrowAsync<AgentUnavailableException>()).Which;
        refused.ToString().Should().NotContain(TestCall.Key).And.NotContain(VendorScript.Canary);
        NothingIsTold();
        return refused.Message;
    }

    private void NothingIsTold() =>
        _log.Lines.Should().NotContain(line => line.Contains(VendorScript.Canary, StringComparison.Ordinal) || line.Contains(TestCall.Key, StringComparison.Ordinal));

    private sealed class OneLog(ILogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}

using System.Text.Json.Nodes;
using CompliantVoiceProxy.Compliance.AgentText;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>A session that takes over from another is told the cleared talk so far, in each protocol's own words, before the first turn.</summary>
public sealed class RememberedTalkTests
{
    private static readonly string[] EndsOfTurns = ["input_audio_buffer.commit", "activityEnd", "ForceEndTurn", "turn.end"];

    private static readonly RememberedTurn[] Talk =
    [
        new CallerSaid(TestCall.Text("My card is [CARD_1].")),
        new AgentSaid(new ClearedText("Thank you.")),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, "output_text")]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, "text")]
    [InlineData(AgentProtocol.AzureRealtimeReleased, "output_text")]
    public async Task OpenAI_gets_an_item_a_turn(AgentProtocol protocol, string type) =>
        (await FramesAsync(protocol, Talk)).Skip(1).Take(2).Select(frame => frame["item"]!.ToJsonString()).Should().Equal(
            """{"type":"message","role":"user","content":[{"type":"input_text","text":"My card is [CARD_1]."}]}""",
            $$"""{"type":"message","role":"assistant","content":[{"type":"{{type}}","text":"Thank you."}]}""");

    [Fact]
    public async Task Gemini_gets_content_that_the_set_up_announces()
    {
        var frames = await FramesAsync(AgentProtocol.GeminiLive, Talk);

        frames[0]["setup"]!["historyConfig"]!.ToJsonString().Should().Be("""{"initialHistoryInClientContent":true}""");
        frames[1].ToJsonString().Should().Be("""{"clientContent":{"turns":[{"role":"user","parts":[{"text":"My card is [CARD_1]."}]},{"role":"model","parts":[{"text":"Thank you."}]}],"turnComplete":true}}""");
    }

    [Fact]
    public async Task Deepgram_gets_messages_with_the_settings() =>
        (await FramesAsync(AgentProtocol.DeepgramAgent, Talk))[0]["agent"]!["context"]!.ToJsonString().Should().Be(
            """{"messages":[{"type":"History","role":"user","content":"My card is [CARD_1]."},{"type":"History","role":"assistant","content":"Thank you."}]}""");

    [Fact]
    public async Task An_AI_of_ones_own_gets_a_message() =>
        (await FramesAsync(AgentProtocol.Plain, Talk))[1].ToJsonString().Should().Be(
            """{"type":"context","turns":[{"speaker":"caller","text":"My card is [CARD_1]."},{"speaker":"ai","text":"Thank you."}]}""");

    [Fact]
    public async Task To_a_bot_of_AudioCodes_it_cannot_be_told_and_that_is_said()
    {
        await using var ai = await StartAsync(AgentProtocol.AudioCodesBot);
        await using var session = await ConnectAsync(ai, AgentProtocol.AudioCodesBot, Talk);

        (await session.Events.ReadUntilAsync<AgentComplaint>()).Should().Equal(new AgentComplaint("context_not_taken"));
        ai.Frames.Should().OnlyContain(frame => !frame.ToJsonString().Contains("CARD_1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProtocol.GeminiLive)]
    [InlineData(AgentProtocol.DeepgramAgent)]
    [InlineData(AgentProtocol.Plain)]
    public async Task Where_no_text_is_sent_the_AI_is_told_its_own_words_alone(AgentProtocol protocol)
    {
        var all = string.Concat((await FramesAsync(protocol, Talk, sendsText: false)).Select(frame => frame.ToJsonString()));

        all.Should().NotContain("CARD_1").And.Contain("Thank you.");
    }

    [Theory]
    [InlineData(AgentProtocol.GeminiLive, "historyConfig")]
    [InlineData(AgentProtocol.DeepgramAgent, "context")]
    [InlineData(AgentProtocol.Plain, "context")]
    public async Task A_first_session_is_told_nothing(AgentProtocol protocol, string member) =>
        string.Concat((await FramesAsync(protocol, [])).Select(frame => frame.ToJsonString())).Should().NotContain(member);

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, 60)]
    [InlineData(AgentProtocol.AzureRealtimeReleased, 60)]
    [InlineData(AgentProtocol.GeminiLive, 10)]
    [InlineData(AgentProtocol.DeepgramAgent, 120)]
    [InlineData(AgentProtocol.Plain, null)]
    [InlineData(AgentProtocol.AudioCodesBot, null)]
    public async Task A_session_says_how_long_the_vendor_lets_it_last(AgentProtocol protocol, int? minutes)
    {
        await using var ai = await StartAsync(protocol);
        await using var session = await ConnectAsync(ai, protocol, []);

        session.MaximumSession?.TotalMinutes.Should().Be(minutes);
        session.MaximumSession.HasValue.Should().Be(minutes.HasValue);
    }

    /// <summary>What an AI has got up to the first turn's end.</summary>
    private static async Task<IReadOnlyList<JsonNode>> FramesAsync(AgentProtocol protocol, IReadOnlyList<RememberedTurn> talk, bool sendsText = true)
    {
        await using var ai = await StartAsync(protocol);
        await using var session = await ConnectAsync(ai, protocol, talk, sendsText);
        await session.SendAudioAsync(TestCall.Tone(200, rate: 24_000), Token);
        await session.CommitTurnAsync(null, Token);
        await ai.WaitForAsync(frame => frame.ToJsonString() is var text && EndsOfTurns.Any(end => text.Contains(end, StringComparison.Ordinal)));
        return ai.Frames;
    }

    private static Task<IAgentSession> ConnectAsync(TalkingAi ai, AgentProtocol protocol, IReadOnlyList<RememberedTurn> talk, bool sendsText = true) =>
        new AgentConnectors(NullLoggerFactory.Instance, TimeProvider.System)
            .ConnectAsync(TestCall.Options(ai.Url, protocol) with { Context = talk, SendsText = sendsText }, Token);

    /// <summary>An AI that confirms a session and says nothing more.</summary>
    private static Task<TalkingAi> StartAsync(AgentProtocol protocol) => protocol switch
    {
        AgentProtocol.OpenAIRealtimeReleased or AgentProtocol.OpenAIRealtimeBeta or AgentProtocol.AzureRealtimeReleased =>
            TalkingAi.StartAsync(frame => frame["type"]!.GetValue<string>() is "session.update" ? [ScriptedAi.Updated] : [], welcome: ScriptedAi.Created),
        _ => TalkingAi.StartAsync(Confirm(VendorScript.Of(protocol)), VendorScript.Of(protocol).Welcome),
    };

    private static Func<JsonNode, IEnumerable<string>> Confirm(VendorScript script)
    {
        var greetings = new Queue<string>(script.Greetings);
        return _ => greetings.TryDequeue(out var greeting) ? [greeting] : [];
    }
}

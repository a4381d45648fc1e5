using System.Runtime.InteropServices;
using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>Sessions with a server that we did not write, and that is strict about the dialect.</summary>
public sealed class IndependentMockTests
{
    private readonly RecordedLog<OpenAIRealtimeConnector> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcma)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcmu)]
    public async Task What_it_hears_comes_back_sample_by_sample(AgentProtocol protocol, AgentAudioEncoding encoding)
    {
        await using var mock = await IndependentMock.StartAsync(protocol, "--echo");
        var heard = new List<short>();
        await using (var session = await ConnectAsync(TestCall.Options(mock.Url, protocol) with { AudioEncoding = encoding }))
        {
            for (var i = 0; i < 10; i++)
            {
                await session.SendAudioAsync(TestCall.Tone(100), Token);
            }

            await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
            var events = await session.Events.ReadUntilAsync<AnswerEnded>();
            events.Should().NotContain(e => e is AgentComplaint);
            heard.AddRange(events.OfType<AgentAudio>().SelectMany(audio => audio.Samples.ToArray()));
        }

        var sent = mock.ReceivedAudio();
        if (encoding is AgentAudioEncoding.Pcm16At24Khz)
        {
            heard.Should().Equal(MemoryMarshal.Cast<byte, short>(sent).ToArray());
            heard.Should().HaveCount(24_000);
        }
        else
        {
            heard.Should().HaveCount(8_000);
            sent.Should().HaveCount(8_000);
        }

        mock.Received().Select(frame => frame["type"]!.GetValue<string>()).Distinct().Should().Equal(
            "session.update", "input_audio_buffer.append", "input_audio_buffer.commit", "conversation.item.create", "response.create");
        mock.Received().SelectMany(AllowedFrames.Violations).Should().BeEmpty();
        mock.EverythingItWrote().Should().NotContain(TestCall.Key[10..]); // it keeps the header's first ten characters
    }

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta)]
    public async Task A_barge_in_cancels_and_truncates_without_a_complaint(AgentProtocol protocol)
    {
        await using var mock = await IndependentMock.StartAsync(protocol, "--echo", "--pace", "1");
        await using var session = await ConnectAsync(TestCall.Options(mock.Url, protocol));
        await session.SendAudioAsync(TestCall.Tone(3_000), Token);
        await session.CommitTurnAsync(null, Token);
        var audio = (await session.Events.ReadUntilAsync<AgentAudio>()).OfType<AgentAudio>().Single();

        await session.CancelAnswerAsync(audio.ItemId, MediaTime.FromMilliseconds(70), Token);
        var rest = await session.Events.ReadUntilAsync<AnswerEnded>();
        await session.SendAudioAsync(TestCall.Tone(200), Token);
        await session.CommitTurnAsync(null, Token);
        var next = await session.Events.ReadUntilAsync<AnswerEnded>();

        rest[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Cancelled);
        next[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Completed);
        rest.Concat(next).Should().NotContain(e => e is AgentComplaint);
        mock.Sent().Single(e => e["type"]!.GetValue<string>() is "conversation.item.truncated")["audio_end_ms"]!.GetValue<int>().Should().Be(70);
    }

    [Fact]
    public async Task A_turn_of_text_alone_is_answered()
    {
        await using var mock = await IndependentMock.StartAsync(AgentProtocol.OpenAIRealtimeReleased, "--echo");
        await using var session = await ConnectAsync(TestCall.Options(mock.Url) with { SendsAudio = false });
        await session.SendAudioAsync(TestCall.Tone(500), Token);
        await session.CommitTurnAsync(TestCall.Text("Hello."), Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().NotContain(e => e is AgentComplaint);

        mock.ReceivedAudio().Should().BeEmpty();
    }

    [Theory]
    [InlineData("--drop-mid-ms", "300", AgentCloseReason.ConnectionLost)]
    [InlineData("--drop-on", "response.create", AgentCloseReason.ConnectionLost)]
    [InlineData("--malformed-after", "6", AgentCloseReason.ProtocolViolation)]
    public async Task Its_faults_end_the_session_once(string fault, string value, AgentCloseReason reason)
    {
        await using var mock = await IndependentMock.StartAsync(AgentProtocol.OpenAIRealtimeReleased, "--echo", fault, value);
        await using var session = await ConnectAsync(TestCall.Options(mock.Url));
        await session.SendAudioAsync(TestCall.Tone(1_000), Token);
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadToEndAsync()).OfType<AgentClosed>().Should().Equal(new AgentClosed(reason));
    }

    [Fact]
    public async Task Errors_and_failed_answers_are_told_by_their_documented_codes()
    {
        await using var mock = await IndependentMock.StartAsync(
            AgentProtocol.OpenAIRealtimeReleased, "--echo", "--error-on", "response.create", "--error-code", "rate_limit_exceeded", "--error-message", "4111111111111111");
        await using var session = await ConnectAsync(TestCall.Options(mock.Url));
        await session.SendAudioAsync(TestCall.Tone(300), Token);
        await session.CommitTurnAsync(null, Token);

        (await session.Events.ReadUntilAsync<AnswerEnded>()).Should().Equal(new AgentComplaint("rate_limit_exceeded"), new AnswerEnded("", AnswerEndReason.Failed));
        _log.Lines.Should().NotContain(line => line.Contains("4111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wrong_dialect_is_refused()
    {
        await using var mock = await IndependentMock.StartAsync(AgentProtocol.OpenAIRealtimeBeta, "--echo");

        var connecting = () => ConnectAsync(TestCall.Options(mock.Url));

        (await connecting.Should().ThrowAsync<AgentUnavailableException>()).WithMessage("*HTTP 400*");
    }

    private Task<IAgentSession> ConnectAsync(AgentOptions options) => new OpenAIRealtimeConnector(_log, TimeProvider.System).ConnectAsync(options, Token);
}

using CompliantVoiceProxy.Agents.OpenAI;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>The connector against the probe's own voice AI.</summary>
public sealed class OurVoiceAiTests
{
    private static readonly OpenAIRealtimeConnector Connector = new(NullLogger<OpenAIRealtimeConnector>.Instance, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcmu)]
    [InlineData(AgentProtocol.OpenAIRealtimeReleased, AgentAudioEncoding.Pcma)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcm16At24Khz)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcmu)]
    [InlineData(AgentProtocol.OpenAIRealtimeBeta, AgentAudioEncoding.Pcma)]
    public async Task A_turn_is_heard_read_and_answered(AgentProtocol protocol, AgentAudioEncoding encoding)
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);
        await using var session = await Connector.ConnectAsync(TestCall.Options(ai.Url, protocol) with { AudioEncoding = encoding }, Token);

        await session.SendAudioAsync(TestCall.Tone(260), Token);
        await session.SendAudioAsync(TestCall.Tone(340), Token);
        await session.CommitTurnAsync(TestCall.Text("My card is [CARD_1]."), Token);
        var events = await session.Events.ReadUntilAsync<AnswerEnded>();

        var recording = ai.Recordings.Should().ContainSingle().Subject;
        var turn = recording.Turns.Should().ContainSingle().Subject;
        turn.Samples.Length.Should().Be((int)(0.6 * turn.SampleRate));
        Math.Abs(AudioLevel.RmsDbov(turn.Samples.Span) - -20).Should().BeLessThan(0.5);
        recording.Texts.Should().Contain("My card is [CARD_1].");

        events[0].Should().BeOfType<AnswerStarted>();
        events[^1].Should().BeOfType<AnswerEnded>().Which.Reason.Should().Be(AnswerEndReason.Completed);
        var audio = events.OfType<AgentAudio>().ToList();
        audio.Sum(piece => piece.Samples.Length).Should().Be((int)(1.2 * audio[0].SampleRate));
        events.OfType<AgentTranscript>().Single(piece => piece.IsFinal).Text.Reveal().Should().Be("Beep, beep, beep.");
        events.Should().NotContain(e => e is AgentComplaint);
    }
}

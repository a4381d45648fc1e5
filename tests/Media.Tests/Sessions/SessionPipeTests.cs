using System.Collections.Concurrent;
using CompliantVoiceProxy.Audit;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

public sealed class SessionPipeTests
{
    [Fact]
    public async Task A_call_goes_this_way()
    {
        var written = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new LogCollector(written)));
        await using var call = await MediaPlaneFixture.StartAsync(loggers: loggers);
        await using var caller = await call.CallAsync();

        written.Single(line => line.Contains("the way of its data", StringComparison.Ordinal)).Split('\n')[1..].Select(line => line.TrimEnd()).Should().Equal(
            "in:   RTP PCMU/8000 -> HoldBuffer 90 s",
            "      -> VoiceActivityDetector 16000 Hz -> Endpointer 800 ms",
            "      [A 64] -> 1 x MoonshineTranscriber, 2 s at most",
            "      -> EntityDetector -> ReleaseGate: words from 0.15, masks of Tone -> [D] AuditWriter",
            "      [B 256] -> OpenAIRealtimeSession",
            "out:  AnswerIntake 8000 Hz -> PlayoutBuffer 300 s -> RTP PCMU/8000");
    }

    [Fact]
    public async Task A_call_s_turns_and_the_end_of_its_session_with_the_AI_are_on_record()
    {
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("perfectly fine words", interval)));
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(SpeechModels.TestAudio("patient-2-birth.wav"));
            await caller.HearAsync(0, TimeSpan.FromSeconds(20));
        }

        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);

        using var log = SqliteAuditReader.Open(call.AuditPath);
        var types = log.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent().GetProperty("type").GetString()).ToList();
        types.Should().ContainInOrder("release-decided", "turn-committed");
        types.Should().ContainSingle(type => type == "agent-session-closed");
    }
}

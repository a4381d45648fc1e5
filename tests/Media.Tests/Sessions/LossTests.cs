using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>What the network lost was heard by nobody: what was made up in its place is not cleared by the words around it.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task Lost_speech_leaves_as_a_mask_whatever_words_explain_it()
    {
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("words that explain it", interval)));
        await using (var caller = await call.CallAsync())
        {
            await caller.SayAsync(SpeechModels.TestAudio("patient-2-birth.wav"), lost: 100..110); // 200 ms, 2 s into it, in mid-speech
            await caller.HearAsync(0, TimeSpan.FromSeconds(20));
        }

        await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
        using var log = SqliteAuditReader.Open(call.AuditPath);
        log.Read(new AuditRange { CallId = call.CallId }).SelectMany(record => Lost(record.ReadEvent())).Sum().Should().BeGreaterThan(319, "it is masked with 60 ms on either side; a busy machine loses more");
    }

    /// <summary>Durations of what was withheld as lost, in milliseconds.</summary>
    private static IEnumerable<double> Lost(JsonElement decided) =>
        decided.TryGetProperty("items", out var items)
            ? from item in items.EnumerateArray()
              where item.GetProperty("reason").GetString() == "AudioLost"
              select new MediaTime(item.GetProperty("endTicks").GetInt64() - item.GetProperty("startTicks").GetInt64()).TotalMilliseconds
            : [];
}

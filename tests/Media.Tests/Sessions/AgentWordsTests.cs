using System.Text;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>What the voice AI says is cleared like what the caller says.</summary>
public sealed class AgentWordsTests
{
    [Fact]
    public async Task Identifiers_in_the_AIs_words_are_flagged_by_type_and_stand_nowhere()
    {
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("my member ID is 4410277", interval)),
            answer: RealtimeAnswer.Beeps() with { Transcript = "So member ID double four one oh two seven seven, and your card number is 4539 1480 3426 7913?" });
        call.Policy = call.Policy with { Agent = call.Policy.Agent with { Values = AgentValueAction.Flag } };
        await using var caller = await call.CallAsync();

        await caller.SayAsync(SpeechModels.TestAudio("patient-2-birth.wav"));
        var found = await FoundAsync(call);

        found.Should().Contain("\"repeated\":[\"MemberId\"]").And.Contain("\"invented\":[\"CreditCard\"]");
        var written = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(call.AuditPath, TestContext.Current.CancellationToken));
        written.Should().NotContainAny("4410277", "double four", "4539", "7913");
    }

    /// <summary>The first record of what was found, as it is stored.</summary>
    private static async Task<string> FoundAsync(MediaPlaneFixture call)
    {
        using var reader = SqliteAuditReader.Open(call.AuditPath);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(20); waited += timer.Period)
        {
            var records = reader.Read(new AuditRange { CallId = call.CallId }).Select(record => record.ReadEvent().GetRawText());
            if (records.FirstOrDefault(json => json.Contains("agent-values-found", StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return "nothing was found";
    }
}

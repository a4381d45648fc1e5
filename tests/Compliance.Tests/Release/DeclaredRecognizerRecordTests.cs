using System.Text;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

/// <summary>The gate, the detector of a tenant that declares something, and a log on disk: the record names the tenant's recognizers.</summary>
public sealed class DeclaredRecognizerRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-record-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_tenants_recognizer_finds_is_recorded_under_its_name()
    {
        var (text, record) = await SayAsync("it is LC411", new CustomRecognizer { Name = "loyalty-card", Pattern = "LC[0-9]{3}" });

        text.Should().Be("it is [LOYALTY_CARD_1]");
        record.Should().Contain("""
            "reason":"Entity","entityType":"Custom","recognizer":"loyalty-card"
            """).And.NotContain("LC411");
    }

    [Fact]
    public async Task One_that_takes_too_long_withholds_the_whole_turn_and_is_recorded_under_its_name()
    {
        var heavy = new CustomRecognizer { Name = "heavy", Pattern = "([a-z]{1,40} ){1,40}[0-9]", LongestMatch = TimeSpan.FromTicks(1) };

        var (text, record) = await SayAsync(string.Concat(Enumerable.Repeat("some words of talk ", 20_000)), heavy);

        text.Should().Be("[UNKNOWN_NUMBER_1]");
        record.Should().Contain("""
            "reason":"RecognizerFailed","entityType":"","recognizer":"heavy"
            """).And.NotContain("DeclaredRecognizer").And.NotContain("some").And.NotContain("Cleared");
    }

    /// <returns>What left as text, and the record of the release as it stands on disk.</returns>
    private async Task<(string Text, string Record)> SayAsync(string words, CustomRecognizer declared)
    {
        var policy = TenantPolicy.Defaults with { Tenant = "clinic", Revision = "0123456789ab", Recognizers = [declared] };
        var path = Path.Combine(_folder, "audit.db");
        await using (var log = await AuditLog.OpenAsync(path, new AuditWriterOptions(), TimeProvider.System, TestContext.Current.CancellationToken))
        {
            var hold = new HoldBuffer(8000, MediaTime.FromSeconds(60));
            hold.Append(new short[16_000]);
            var gate = new ReleaseGate(new ReleaseContext(Guid.NewGuid(), policy), hold, new EntityDetector(policy), new Conversation(), new CallVault(), log);
            gate.BeginTurn(MediaTime.Zero);
            Hear(gate.Evidence, words);
            var release = await gate.ReleaseAsync(gate.EndTurn(MediaTime.FromSeconds(2)), TestContext.Current.CancellationToken);
            using var reader = SqliteAuditReader.Open(path);
            return (release.Text!.Text, Encoding.UTF8.GetString(reader.Read(new AuditRange()).Last().Json.Span));
        }
    }

    /// <summary>One word after the other, or all of a long text as one.</summary>
    private static void Hear(TurnEvidence evidence, string text)
    {
        var words = text.Length > 1000 ? [text] : text.Split(' ');
        for (var at = 0; at < words.Length; at++)
        {
            var interval = GateFixture.Interval(at * 0.5, (at * 0.5) + 0.4);
            evidence.AddVoiced(interval);
            evidence.Add(new Transcription { Interval = interval, Words = [new TimedWord(new Sensitive<string>(words[at]), interval, 0.9f)], Doubts = TranscriptDoubts.None });
        }
    }
}

using System.Threading.Channels;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

public sealed class ReleaseLaneTests
{
    public static readonly TheoryData<Exception, string> Failures = new()
    {
        { new AuditUnavailableException("full"), nameof(AuditFailed) },
        { new NotSupportedException("a bug"), nameof(LaneFailed) },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task When_a_record_fails_nothing_more_is_taken_even_if_nobody_hears_of_it(Exception failure, string told)
    {
        var reports = Channel.CreateUnbounded<SessionMail>();
        var agent = new CountingAgent();
        await using var lane = new ReleaseLane(Gate(), new FailingTrail(failure), agent, mail => reports.Writer.TryWrite(mail));

        lane.TryRecord(new SecureCaptureBegan()).Should().BeTrue();
        (await reports.Reader.ReadAsync(TestContext.Current.CancellationToken)).GetType().Name.Should().Be(told);

        lane.TryCancelAnswer("item", MediaTime.Zero).Should().BeFalse();
        lane.TryRecord(new SecureCaptureBegan()).Should().BeFalse();
        agent.Sends.Should().Be(0);
    }

    private static ReleaseGate Gate()
    {
        var policy = new TenantPolicy { Tenant = "clinic", Revision = "0123456789ab", Called = [], Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1/"), Model = "m" } };
        return new ReleaseGate(
            new ReleaseContext(Guid.Empty, policy), new HoldBuffer(8_000, MediaTime.FromSeconds(1)), new EntityDetector(), new Conversation(), new CallVault(), new FailingTrail(new NotSupportedException()));
    }

    private sealed class FailingTrail(Exception failure) : IAuditTrail
    {
        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.FromException(failure);
    }

    private sealed class CountingAgent : IAgentSession
    {
        public int Sends { get; private set; }

        public ChannelReader<AgentEvent> Events { get; } = Channel.CreateUnbounded<AgentEvent>().Reader;

        public ValueTask SendAudioAsync(ReleasedAudio audio, CancellationToken cancellationToken) => Count();

        public ValueTask CommitTurnAsync(ReleasedText? transcript, CancellationToken cancellationToken) => Count();

        public ValueTask ClearTurnAsync(CancellationToken cancellationToken) => Count();

        public ValueTask CancelAnswerAsync(string itemId, MediaTime played, CancellationToken cancellationToken) => Count();

        public ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken) => Count();

        public ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken) => Count();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private ValueTask Count()
        {
            Sends++;
            return ValueTask.CompletedTask;
        }
    }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Composition;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Composition;

public sealed class AgentWatchTests
{
    private readonly SteppedTime _time = new();
    private readonly FakeConnector _agents = new();
    private readonly AgentWatch _watch;

    public AgentWatchTests() => _watch = new AgentWatch(_agents, _time, NullLogger<AgentWatch>.Instance);

    [Fact]
    public void Nothing_is_reachable_before_it_was_tried() => _watch.IsAnyReachable.Should().BeFalse();

    [Fact]
    public async Task One_tenant_whose_AI_answers_is_enough()
    {
        _agents.Reachable.Add("wss://b.example/");

        await TryAsync(Tenant("a", "wss://a.example/"), Tenant("b", "wss://b.example/"));

        _watch.IsAnyReachable.Should().BeTrue();
    }

    [Fact]
    public async Task A_round_that_reaches_nobody_is_told_at_once()
    {
        _agents.Reachable.Add("wss://a.example/");
        await TryAsync(Tenant("a", "wss://a.example/"));
        _agents.Reachable.Clear();

        await TryAsync(Tenant("a", "wss://a.example/"));

        _watch.IsAnyReachable.Should().BeFalse();
    }

    [Fact]
    public async Task What_was_seen_more_than_thirty_seconds_ago_does_not_count()
    {
        _agents.Reachable.Add("wss://a.example/");
        await TryAsync(Tenant("a", "wss://a.example/"));

        _time.Now += TimeSpan.FromSeconds(30);
        _watch.IsAnyReachable.Should().BeTrue();
        _time.Now += TimeSpan.FromSeconds(1);
        _watch.IsAnyReachable.Should().BeFalse();
    }

    [Fact]
    public async Task Tenants_with_the_same_settings_share_one_try()
    {
        await TryAsync(Tenant("a", "wss://a.example/"), Tenant("b", "wss://a.example/"));

        _agents.Tries.Should().Be(1);
    }

    private Task TryAsync(params ImmutableArray<TenantPolicy> policies) => _watch.TryAllAsync(policies, TestContext.Current.CancellationToken);

    private static TenantPolicy Tenant(string name, string url) => new()
    {
        Tenant = name,
        Revision = "0123456789ab",
        Called = [],
        Agent = new AgentPolicy { Url = new Uri(url), Model = "m" },
    };

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class FakeConnector : IAgentConnector
    {
        private int _tries;

        public HashSet<string> Reachable { get; } = [];

        public int Tries => _tries;

        public Task<IAgentSession> ConnectAsync(AgentOptions options, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            return Reachable.Contains(options.Url.ToString())
                ? Task.FromResult<IAgentSession>(new FakeSession())
                : throw new AgentUnavailableException("refused");
        }
    }

    private sealed class FakeSession : IAgentSession
    {
        public System.Threading.Channels.ChannelReader<AgentEvent> Events => throw new NotSupportedException();

        public ValueTask SendAudioAsync(Compliance.Release.ReleasedAudio audio, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CommitTurnAsync(Compliance.Release.ReleasedText? transcript, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask AnswerToolAsync(string callId, ToolOutcome outcome, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask TellAsync(AgentNotice notice, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask ClearTurnAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CancelAnswerAsync(string itemId, CompliantVoiceProxy.Audio.MediaTime played, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

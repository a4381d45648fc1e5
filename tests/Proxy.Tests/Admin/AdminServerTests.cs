using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using CompliantVoiceProxy.Dashboard;
using CompliantVoiceProxy.Dashboard.Health;
using CompliantVoiceProxy.Dashboard.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Admin;

public sealed class AdminServerTests : IAsyncLifetime
{
    private readonly FakeReadiness _readiness = new();
    private readonly MetricsCollector _metrics = new();
    private readonly HttpClient _client = new();
    private AdminServer? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await AdminServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), _readiness, _metrics, handoffs: null, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        _client.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server!.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task It_is_live_while_it_answers()
    {
        _readiness.Current = [ReadinessFault.AuditUnavailable];

        (await _client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_is_ready_when_nothing_stands_in_the_way()
    {
        (await _client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_names_all_that_stands_in_the_way()
    {
        _readiness.Current = [ReadinessFault.AuditUnavailable, ReadinessFault.NoAgentReachable];

        using var response = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()).Should().Equal("AuditUnavailable", "NoAgentReachable");
        problem.RootElement.GetProperty("detail").GetString().Should().Contain("audit log").And.Contain("voice AI");
    }

    [Fact]
    public async Task What_the_products_meters_measure_is_served_as_Prometheus_reads_it()
    {
        using var meter = new Meter("CompliantVoiceProxy.Tests.Served");
        var calls = meter.CreateCounter<long>("cvp.test.calls", description: "Calls.");
        var active = meter.CreateUpDownCounter<int>("cvp.test.active");
        var wait = meter.CreateHistogram("cvp.test.wait", unit: "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        meter.CreateObservableGauge("cvp.test.depth", () => 7);
        calls.Add(2, new KeyValuePair<string, object?>("tenant", "clinic"), new("reason", HttpStatusCode.OK));
        calls.Add(1, new KeyValuePair<string, object?>("tenant", "clinic"), new("reason", HttpStatusCode.OK));
        active.Add(3);
        active.Add(-1);
        wait.Record(0.05);
        wait.Record(0.5);
        wait.Record(5);

        var text = await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        text.Should().Contain("# HELP cvp_test_calls_total Calls.\n# TYPE cvp_test_calls_total counter\ncvp_test_calls_total{tenant=\"clinic\",reason=\"OK\"} 3\n");
        text.Should().Contain("cvp_test_active 2\n").And.Contain("cvp_test_depth 7\n");
        text.Should().Contain("cvp_test_wait_seconds_bucket{le=\"0.1\"} 1\ncvp_test_wait_seconds_bucket{le=\"1\"} 2\ncvp_test_wait_seconds_bucket{le=\"+Inf\"} 3\n"
            + "cvp_test_wait_seconds_sum 5.55\ncvp_test_wait_seconds_count 3\n");
    }

    [Fact]
    public async Task A_tag_that_could_hold_what_was_said_is_left_out()
    {
        using var meter = new Meter("CompliantVoiceProxy.Tests.Leaky");
        var leaks = meter.CreateCounter<long>("cvp.test.leaks");
        leaks.Add(1, new KeyValuePair<string, object?>("text", "4111111111111111"), new("tenant", "John Smith"), new("number", 4111));
        leaks.Add(1, new KeyValuePair<string, object?>("tenant", "clinic\n"), new("word", (HttpStatusCode)4111));

        var text = await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        text.Should().Contain("cvp_test_leaks_total 2\n").And.NotContain("4111").And.NotContain("Smith");
    }

    private sealed class FakeReadiness : IReadiness
    {
        public ImmutableArray<ReadinessFault> Current { get; set; } = [];

        public ImmutableArray<ReadinessFault> Faults() => Current;
    }
}

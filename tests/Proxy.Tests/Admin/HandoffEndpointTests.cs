using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using CompliantVoiceProxy.Dashboard;
using CompliantVoiceProxy.Dashboard.Handoffs;
using CompliantVoiceProxy.Dashboard.Health;
using CompliantVoiceProxy.Dashboard.Metrics;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Tests.Admin;

public sealed class HandoffEndpointTests : IAsyncLifetime
{
    private const string Token = "abcdefghijklmnopqrstuvwxyz012345";

    private readonly MetricsCollector _metrics = new();
    private readonly HttpClient _client = new();
    private readonly OneHandoff _handoffs = new();
    private AdminServer? _server;

    public async ValueTask InitializeAsync()
    {
        var keys = new HandoffKeys(
        [
            (new HandoffReader("desktop", "supervisor"), new Sensitive<string>("key-of-desktop")),
            (new HandoffReader("other", "clerk"), new Sensitive<string>("key-of-other")),
        ]);
        _server = await AdminServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), new Ready(), _metrics, (_handoffs, keys), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        _client.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server!.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_reader_gets_the_talk_and_no_cache_keeps_it()
    {
        _handoffs.Reading = new Handoff(
            Guid.Empty,
            "clinic",
            DateTimeOffset.UnixEpoch,
            "AgentLost",
            [new HandoffTurn(HandoffSpeaker.Caller, new Sensitive<string>("it is [MEMBER_ID_1]")), new HandoffTurn(HandoffSpeaker.VoiceAi, new Sensitive<string>("Thanks."))],
            [new HandoffValue("[MEMBER_ID_1]", new Sensitive<string>("835294176")), new HandoffValue("[PERSON_1]", null)]);

        using var response = await GetAsync(Token, "key-of-desktop");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be(
            """{"callId":"00000000-0000-0000-0000-000000000000","tenant":"clinic","at":"1970-01-01T00:00:00+00:00","reason":"AgentLost","turns":[{"speaker":"caller","text":"it is [MEMBER_ID_1]"},{"speaker":"voice-ai","text":"Thanks."}],"values":[{"token":"[MEMBER_ID_1]","value":"835294176"},{"token":"[PERSON_1]"}]}""");
        _handoffs.Asked.Should().Be((Token, new HandoffReader("desktop", "supervisor")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("key-of-nobody")]
    public async Task Nobody_reads_without_a_key_that_is_known(string? key)
    {
        using var response = await GetAsync(Token, key);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Bearer");
        _handoffs.Asked.Should().BeNull();
    }

    [Fact]
    public async Task What_cannot_be_given_is_said_as_a_problem()
    {
        foreach (var (reading, status) in new (HandoffReading, HttpStatusCode)[]
        {
            (new HandoffUnknown(), HttpStatusCode.NotFound), (new HandoffSpent(), HttpStatusCode.Gone), (new HandoffUnavailable(), HttpStatusCode.ServiceUnavailable),
        })
        {
            _handoffs.Reading = reading;
            using var response = await GetAsync(Token, "key-of-other");
            response.StatusCode.Should().Be(status);
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        }
    }

    [Fact]
    public async Task What_is_no_token_is_not_looked_up()
    {
        using var response = await GetAsync("short", "key-of-desktop");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        _handoffs.Asked.Should().BeNull();
    }

    private async Task<HttpResponseMessage> GetAsync(string token, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/handoffs/{token}", UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class OneHandoff : IHandoffs
    {
        public HandoffReading Reading { get; set; } = new HandoffUnknown();

        public (string Token, HandoffReader Reader)? Asked { get; private set; }

        public Task<HandoffReading> RedeemAsync(string token, HandoffReader reader, CancellationToken cancellationToken)
        {
            Asked = (token, reader);
            return Task.FromResult(Reading);
        }
    }

    private sealed class Ready : IReadiness
    {
        public ImmutableArray<ReadinessFault> Faults() => [];
    }
}

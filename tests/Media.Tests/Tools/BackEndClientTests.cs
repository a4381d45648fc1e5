using System.Net;
using System.Net.Sockets;
using System.Text;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Tools;

public sealed class BackEndClientTests
{
    public static TheoryData<string, int, string?, string, string> Answers => new()
    {
        { "JSON", 200, "application/json", "{\"a\":1}", "Answered {\"a\":1} json" },
        { "JSON of a kind", 201, "application/fhir+json; charset=\"utf-8\"", "{}", "Answered {} json" },
        { "text", 200, "text/plain", "fine", "Answered fine text" },
        { "nothing", 204, null, "", "Answered" },
        { "nothing, of 200", 200, "text/html", "", "Answered" },
        { "a page", 200, "text/html", "<p>", "Unreadable" },
        { "no type", 200, null, "{}", "Unreadable" },
        { "another charset", 200, "application/json; charset=utf-16", "{}", "Unreadable" },
        { "no UTF-8", 200, "application/json", "\u00ff", "Unreadable" },
        { "as large as it may be", 200, "text/plain", new string('a', 64 * 1024), $"Answered {new string('a', 64 * 1024)} text" },
        { "too large", 200, "text/plain", new string('a', (64 * 1024) + 1), "TooLarge" },
        { "refused", 404, "application/json", "{}", "Refused {} json" },
        { "refused with a page", 403, "text/html", "<p>", "Refused" },
        { "too often", 429, "application/json", "{}", "ServerError" },
        { "failed", 500, "application/json", "{}", "ServerError" },
        { "overloaded", 503, null, "", "ServerError" },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task Every_answer_is_an_outcome(string label, int status, string? type, string body, string outcome)
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(body), context.RequestAborted);
        });

        Say(await AskAsync(backEnd.Url)).Should().Be(outcome, label);
    }

    [Fact]
    public async Task A_packed_body_is_not_unpacked()
    {
        await using var backEnd = await LoopbackBackEnd.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return LoopbackBackEnd.Json(context, "{}");
        });

        Say(await AskAsync(backEnd.Url)).Should().Be("Unreadable");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await LoopbackBackEnd.StartAsync("{}");
        await using var backEnd = await LoopbackBackEnd.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Url.AbsoluteUri);
            return Task.CompletedTask;
        });

        Say(await AskAsync(backEnd.Url)).Should().Be("Redirected");
        elsewhere.Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData("no word", "")]
    [InlineData("garbage", "hello\r\n\r\n")]
    [InlineData("half an answer", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":")]
    public async Task A_back_end_that_hangs_up_breaks_the_request_and_is_asked_once(string label, string says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, says);

        using var client = new BackEndClient();
        var reply = await client.SendAsync(Request(new Uri($"http://{listener.LocalEndpoint}/")), TestContext.Current.CancellationToken);
        listener.Stop();

        Say(reply).Should().Be("Broken", label);
        (await served).Should().Be(1);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://{listener.LocalEndpoint}/");
        listener.Stop();

        Say(await AskAsync(url)).Should().Be("NotReached");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent()
    {
        using var certificate = LoopbackBackEnd.Certificate();
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}"), certificate);

        Say(await AskAsync(backEnd.Url)).Should().Be("NotReached");
        backEnd.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task Over_TLS_the_request_arrives_as_it_was_written()
    {
        using var certificate = LoopbackBackEnd.Certificate();
        await using var backEnd = await LoopbackBackEnd.StartAsync(context => LoopbackBackEnd.Json(context, "{}"), certificate);
        using var client = new BackEndClient(handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString());
        var request = Request(new Uri(backEnd.Url, "/v1/a%2Fb?c=%26")) with { Headers = [("Authorization", new Sensitive<string>("Bearer canary"))], Body = new Sensitive<byte[]>("{\"m\":\"ü\"}"u8.ToArray()) };

        Say(await client.SendAsync(request, TestContext.Current.CancellationToken)).Should().Be("Answered {} json");

        var (method, target, headers, body) = backEnd.Received.Should().ContainSingle().Subject;
        (method, target, body).Should().Be(("POST", "/v1/a%2Fb?c=%26", "{\"m\":\"ü\"}"));
        headers.Should().Contain("Authorization: Bearer canary").And.Contain("Content-Type: application/json").And.NotContain("traceparent").And.NotContain("Cookie");
        request.ToString().Should().NotContain("canary");
    }

    private static async Task<BackEndReply> AskAsync(Uri url)
    {
        using var client = new BackEndClient();
        return await client.SendAsync(Request(url), TestContext.Current.CancellationToken);
    }

    /// <summary>How many connections came, until the listener stops.</summary>
    private static async Task<int> ServeAsync(TcpListener listener, string says)
    {
        var count = 0;
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
                count++;
                await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
                await socket.SendAsync(Encoding.ASCII.GetBytes(says), TestContext.Current.CancellationToken);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return count;
        }
    }

    private static BackEndRequest Request(Uri url) => new()
    {
        Owner = new object(), Tool = "ask", Method = HttpMethod.Post, Url = url, Headers = [], Body = null,
        Patience = new BackEndPatience(TimeSpan.FromSeconds(5), Retries: 0, IsIdempotent: false, HedgeAfter: null),
    };

    private static string Say(BackEndReply reply) => reply.Body is { } body ? $"{reply.Outcome} {body.Reveal()} {(reply.IsJson ? "json" : "text")}" : reply.Outcome.ToString();
}

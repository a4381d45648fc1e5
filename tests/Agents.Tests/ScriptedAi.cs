using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>A voice AI that does exactly what a test says, good or bad. One connection.</summary>
/// <remarks>A script that talks on and on ends with its peer: Kestrel takes what is written to a connection that is gone, and says nothing, so each send asks for itself.</remarks>
internal sealed class ScriptedAi : IAsyncDisposable
{
    public const string Created = """{"type":"session.created","event_id":"e1","session":{"id":"sess_1"}}""";
    public const string Updated = """{"type":"session.updated","event_id":"e2","session":{"type":"realtime"}}""";

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    private const string BinaryPrefix = "binary:";

    private readonly WebApplication _host;
    private readonly CancellationTokenSource _end = new();
    private CancellationToken _gone; // the test is over, or the client is gone
    private WebSocket _socket = null!;

    private ScriptedAi(WebApplication host) => _host = host;

    public Uri Url => new($"{_host.Urls.First().Replace("http", "ws", StringComparison.Ordinal)}/v1/realtime");

    /// <summary>The script, until it has ended; done when nobody has connected.</summary>
    public Task Script { get; private set; } = Task.CompletedTask;

    /// <summary>Path and query of the handshake.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Of the handshake.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <param name="script">Runs once the socket is open; its end breaks the connection.</param>
    /// <param name="isEncrypted">With a certificate that nobody trusts.</param>
    public static async Task<ScriptedAi> StartAsync(Func<ScriptedAi, Task> script, bool isEncrypted = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (isEncrypted)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var host = builder.Build();
        var ai = new ScriptedAi(host);
        host.UseWebSockets();
        host.Map("/{**path}", context => ai.ServeAsync(context, script));
        await host.StartAsync(TestContext.Current.CancellationToken);
        return ai;
    }

    /// <param name="script">Runs once the session is set up.</param>
    public static Task<ScriptedAi> StartAfterSetupAsync(Func<ScriptedAi, Task> script) => StartAsync(async ai =>
    {
        await ai.SendAsync(Created);
        await ai.ReceiveAsync();
        await ai.SendAsync(Updated);
        await script(ai);
    });

    /// <summary>Waits to be asked for an answer, and begins it: one that nobody has asked for is not heard.</summary>
    public async Task BeginAnswerAsync()
    {
        await ReceiveAsync("response.create");
        await SendAsync("""{"type":"response.created","response":{"id":"resp_1"}}""");
    }

    /// <summary>Does nothing, and reads nothing, until the test is over.</summary>
    public Task FallSilentAsync() => Task.Delay(Timeout.Infinite, _gone);

    public static string AudioDelta(ReadOnlySpan<byte> audio, string item = "item_1") =>
        $$"""{"type":"response.output_audio.delta","response_id":"resp_1","item_id":"{{item}}","delta":"{{Convert.ToBase64String(audio)}}"}""";

    /// <summary>A message in the place of a text that <see cref="SendAsync(string)"/> sends as binary.</summary>
    public static string Binary(ReadOnlySpan<byte> bytes) => BinaryPrefix + Convert.ToBase64String(bytes);

    public Task SendAsync(string text) => text.StartsWith(BinaryPrefix, StringComparison.Ordinal)
        ? SendAsync(Convert.FromBase64String(text[BinaryPrefix.Length..]), WebSocketMessageType.Binary)
        : SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    /// <summary>Sends bytes, as a message or as a piece of one.</summary>
    public async Task SendAsync(byte[] bytes, WebSocketMessageType type, bool endOfMessage = true)
    {
        _gone.ThrowIfCancellationRequested();
        await _socket.SendAsync(bytes, type, endOfMessage, _gone);
    }

    /// <summary>Says that no more comes.</summary>
    public Task CloseAsync(WebSocketCloseStatus status, string? reason = null) => _socket.CloseOutputAsync(status, reason, _gone);

    /// <summary>The next message; empty when the client closed.</summary>
    public async Task<string> ReceiveAsync() => Encoding.UTF8.GetString((await ReceiveBytesAsync()).Bytes);

    /// <inheritdoc cref="ReceiveAsync()"/>
    public async Task<(byte[] Bytes, WebSocketMessageType Type)> ReceiveBytesAsync()
    {
        var message = new MemoryStream();
        var part = new byte[64 * 1024];
        while (true)
        {
            var result = await _socket.ReceiveAsync(part.AsMemory(), _gone);
            message.Write(part, 0, result.Count);
            if (result.EndOfMessage)
            {
                return (message.ToArray(), result.MessageType);
            }
        }
    }

    /// <summary>Skips messages up to one of a type.</summary>
    public async Task<string> ReceiveAsync(string type)
    {
        while (await ReceiveAsync() is { Length: > 0 } message)
        {
            if (message.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal))
            {
                return message;
            }
        }

        throw new InvalidOperationException($"The client closed without {type}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _host.StopAsync(atOnce.Token);
        await Script.WaitAsync(LongestEnd, CancellationToken.None);
        await _host.DisposeAsync();
        _end.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    }

    private async Task ServeAsync(HttpContext context, Func<ScriptedAi, Task> script)
    {
        Target = context.Request.Path + context.Request.QueryString;
        Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted);
        (_socket, _gone) = (socket, gone.Token);
        Script = Task.Run(() => RunAsync(script), CancellationToken.None); // a script that never waits would never return
        await Script;
        context.Abort();
    }

    private async Task RunAsync(Func<ScriptedAi, Task> script)
    {
        try
        {
            await script(this);
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException)
        {
            // The test is over, or the client was faster.
        }
    }
}

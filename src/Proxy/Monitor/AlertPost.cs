using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CompliantVoiceProxy.Proxy.Configuration;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>
/// Posts alerts to a webhook, one after the other, three tries each. Signed: <c>Cvp-Signature: t=UNIX-SECONDS,v1=HEX</c>, HMAC-SHA256 by the secret over
/// <c>UNIX-SECONDS.BODY</c>. Whoever gives an alert does not wait; of more than 16 that wait the oldest is dropped.
/// </summary>
internal sealed class AlertPost(MonitorWebhookConfig webhook, TimeProvider time, ILogger log) : IDisposable
{
    public const string SignatureHeader = "Cvp-Signature";

    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Channel<MonitorAlert> _waiting = Channel.CreateBounded<MonitorAlert>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Post(MonitorAlert alert) => _waiting.Writer.TryWrite(alert);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var alert in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            if (!await TrySendAsync(alert, cancellationToken))
            {
                Log.AlertLost(log, alert.Tenant);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> TrySendAsync(MonitorAlert alert, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(alert, MonitorAlertContext.Default.MonitorAlert);
        foreach (var pause in Pauses)
        {
            await Task.Delay(pause, time, cancellationToken);
            if (webhook.Secret.Read() is not { } secret)
            {
                Log.SecretMissing(log);
                return false;
            }

            if (await TryOnceAsync(body, Encoding.UTF8.GetBytes(secret.Reveal()), cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryOnceAsync(byte[] body, byte[] secret, CancellationToken cancellationToken)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed));
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(SignatureHeader, $"t={seconds},v1={signature}");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

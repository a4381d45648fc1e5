using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Tools;

/// <summary>A back end on loopback that answers as a test says, and keeps what it was asked.</summary>
internal sealed class LoopbackBackEnd : IAsyncDisposable
{
    private readonly WebApplication _server;

    private LoopbackBackEnd(WebApplication server) => _server = server;

    public Uri Url => new(_server.Urls.Single());

    public ConcurrentQueue<(string Method, string Target, string Headers, string Body)> Received { get; } = new();

    /// <param name="certificate">For https.</param>
    public static async Task<LoopbackBackEnd> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var backEnd = new LoopbackBackEnd(builder.Build());
        backEnd._server.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            backEnd.Received.Enqueue((
                context.Request.Method, $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}",
                string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}")), await body.ReadToEndAsync(context.RequestAborted)));
            await answer(context);
        });
        await backEnd._server.StartAsync(TestContext.Current.CancellationToken);
        return backEnd;
    }

    public static Task<LoopbackBackEnd> StartAsync(string json) => StartAsync(context => Json(context, json));

    public static async Task Json(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>For localhost, signed by itself.</summary>
    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            await _server.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _server.DisposeAsync();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>
/// Sends one request and reads one answer, within bounds. No redirect is followed, no cookie kept, no proxy asked, no trace header written; the
/// certificate must be valid. Whatever a back end does is an outcome, never an exception.
/// </summary>
/// <remarks>One a process. Thread-safe.</remarks>
internal sealed class BackEndClient : IDisposable
{
    public const int MostBytes = 64 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HttpMessageInvoker _http;

    /// <param name="configure">For tests: trust in a certificate of their own.</param>
    public BackEndClient(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // DNS is asked again
            MaxConnectionsPerServer = 64,
            MaxResponseHeadersLength = 16, // KiB
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
        };
        configure?.Invoke(handler);
        _http = new HttpMessageInvoker(handler);
    }

    /// <exception cref="OperationCanceledException">The only one.</exception>
    public async Task<BackEndReply> SendAsync(BackEndRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = Write(request);
            using var response = await _http.SendAsync(message, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            var isUnsent = failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new BackEndReply { Outcome = isUnsent ? BackEndOutcome.NotReached : BackEndOutcome.Broken };
        }
        catch (IOException)
        {
            return new BackEndReply { Outcome = BackEndOutcome.Broken };
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Write(BackEndRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Url);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value.Reveal());
        }

        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body.Reveal()) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } };
        }
        else if (request.Method == HttpMethod.Post || request.Method == HttpMethod.Patch)
        {
            message.Content = new ByteArrayContent([]); // with a body, however empty, the handler never sends such a request again by itself
        }

        return message;
    }

    private static async Task<BackEndReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var outcome = status switch
        {
            >= 200 and < 300 => BackEndOutcome.Answered,
            >= 300 and < 400 => BackEndOutcome.Redirected,
            429 or >= 500 => BackEndOutcome.ServerError,
            _ => BackEndOutcome.Refused,
        };
        var reply = new BackEndReply { Outcome = outcome, Status = status };
        if (outcome is not (BackEndOutcome.Answered or BackEndOutcome.Refused))
        {
            return reply;
        }

        var (text, isJson, problem) = await ReadBodyAsync(response.Content, cancellationToken);
        return reply with
        {
            Outcome = outcome is BackEndOutcome.Answered && problem is { } unread ? unread : outcome,
            Body = text is null ? null : new Sensitive<string>(text),
            IsJson = isJson,
        };
    }

    private static async Task<(string? Text, bool IsJson, BackEndOutcome? Problem)> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostBytes + 1];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
        {
            return (null, false, null);
        }

        if (length > MostBytes)
        {
            return (null, false, BackEndOutcome.TooLarge);
        }

        var type = content.Headers.ContentType;
        var isJson = type?.MediaType is { } media && (media.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        var isText = type?.MediaType?.Equals(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase) is true;
        var isUtf8 = type?.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.CharSet.Trim('"').Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
        if ((!isJson && !isText) || !isUtf8 || content.Headers.ContentEncoding.Count > 0)
        {
            return (null, false, BackEndOutcome.Unreadable);
        }

        try
        {
            return (StrictUtf8.GetString(bytes, 0, length), isJson, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, false, BackEndOutcome.Unreadable);
        }
    }
}

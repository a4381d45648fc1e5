using System.Text.Json;
using CompliantVoiceProxy.MediaControl.Handoffs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CompliantVoiceProxy.Dashboard.Handoffs;

/// <summary><c>GET /v1/handoffs/{token}</c>: what was said in a call that came to people. Errors are Problem Details (RFC 9457).</summary>
internal static class HandoffEndpoint
{
    private const string Scheme = "Bearer ";

    public static void MapHandoffs(this IEndpointRouteBuilder routes, IHandoffs handoffs, HandoffKeys keys) =>
        routes.MapGet("/v1/handoffs/{token:length(32)}", (RequestDelegate)(context => AnswerAsync(context, handoffs, keys)));

    private static async Task AnswerAsync(HttpContext context, IHandoffs handoffs, HandoffKeys keys)
    {
        context.Response.Headers.CacheControl = "no-store";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || keys.Find(authorization[Scheme.Length..]) is not { } reader)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "No such key", "Send the key that this node's configuration names for your application: Authorization: Bearer KEY.");
            return;
        }

        switch (await handoffs.RedeemAsync((string)context.Request.RouteValues["token"]!, reader, context.RequestAborted))
        {
            case Handoff handoff:
                await WriteAsync(context, handoff);
                break;
            case HandoffSpent:
                await RefuseAsync(context, StatusCodes.Status410Gone, "Read before", "A token is good for one reading, and for a minute again by the application that read it.");
                break;
            case HandoffUnavailable:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Not recorded", "The audit log takes no records; nothing is given out that it does not show. Try again.");
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status404NotFound, "No such token", "It was never given out by this node, or its 15 minutes are over.");
                break;
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        await context.Response.Body.WriteAsync(Write(status, title, detail), context.RequestAborted);
    }

    private static byte[] Write(int status, string title, string detail)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, Handoff handoff)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Write(handoff), context.RequestAborted);
    }

    private static byte[] Write(Handoff handoff)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("callId", handoff.CallId);
            json.WriteString("tenant", handoff.Tenant);
            json.WriteString("at", handoff.At);
            json.WriteString("reason", handoff.Reason);
            json.WriteStartArray("turns");
            foreach (var turn in handoff.Turns)
            {
                json.WriteStartObject();
                json.WriteString("speaker", turn.Speaker is HandoffSpeaker.Caller ? "caller" : "voice-ai");
                json.WriteString("text", turn.Text.Reveal());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("values");
            foreach (var value in handoff.Values)
            {
                json.WriteStartObject();
                json.WriteString("token", value.Token);
                if (value.Value is { } shown)
                {
                    json.WriteString("value", shown.Reveal());
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

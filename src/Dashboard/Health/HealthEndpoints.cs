using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CompliantVoiceProxy.Dashboard.Health;

/// <summary><c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: a call could be served right now; else 503 with why, as Problem Details (RFC 9457).</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, IReadiness readiness)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live\n"));
        routes.MapGet("/health/ready", () => Answer(readiness.Faults()));
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Answer(ImmutableArray<ReadinessFault> faults) => faults.IsEmpty
        ? TypedResults.Text("ready\n")
        : TypedResults.Problem(
            title: "Not ready for calls",
            detail: string.Join(" ", faults.Select(WordsFor)),
            statusCode: StatusCodes.Status503ServiceUnavailable,
            extensions: [new("faults", faults.Select(fault => fault.ToString()))]);

    private static string WordsFor(ReadinessFault fault) => fault switch
    {
        ReadinessFault.SpeechNotLoaded => "The speech models are not loaded.",
        ReadinessFault.TranscriberFailed => "The transcriber hung too often; restart the proxy.",
        ReadinessFault.AuditUnavailable => "The audit log takes no records: its disk is full, gone or too slow.",
        ReadinessFault.NoPolicy => "No tenant's policy is in force; 'cvp policy check' says what is wrong with the files.",
        ReadinessFault.NoAgentReachable => "No tenant's voice AI could be reached in the last check.",
        ReadinessFault.MonitorFailed => "No tenant's last dummy call went well: no answer came, or a planted value got out.",
        ReadinessFault.Draining => "The proxy is finishing its calls and takes no new ones.",
        _ => fault.ToString(),
    };
}

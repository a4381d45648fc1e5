using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CompliantVoiceProxy.Dashboard.Metrics;

/// <summary><c>GET /metrics</c>: the product's instruments in Prometheus' text format, version 0.0.4.</summary>
internal static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder routes, MetricsCollector metrics) =>
        routes.MapGet("/metrics", () => TypedResults.Text(PrometheusText.Write(metrics.Collect()), ContentType));
}

using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>A tenant's verdict that is another than before, as it is posted. Names the tenant, the verdict and times, and nothing of the call.</summary>
/// <param name="Before">Null for the first verdict.</param>
/// <param name="AnswerMs">The latest answer of the call, from the last word to its first sound; null when none came.</param>
internal sealed record MonitorAlert(DateTimeOffset At, string Tenant, MonitorVerdict Verdict, MonitorVerdict? Before, double? AnswerMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MonitorAlert))]
internal sealed partial class MonitorAlertContext : JsonSerializerContext;

using System.Collections.Immutable;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>How <c>cvp serve</c> calls itself to see whether calls go well.</summary>
internal sealed record MonitorConfig
{
    /// <summary>From the beginning of one round of calls to that of the next; each tenant is called once a round.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whom to call; empty for all.</summary>
    public ImmutableArray<string> Tenants { get; init; } = [];

    /// <summary>An answer that takes longer, from the caller's last word to its first sound, is late.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Who is told of a verdict that is another than before; null for nobody.</summary>
    public MonitorWebhookConfig? Webhook { get; init; }
}

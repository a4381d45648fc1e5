using System.Collections.Immutable;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>A request to a tenant's back end, filled in.</summary>
internal sealed record BackEndRequest
{
    /// <summary>Whose requests share a circuit breaker: the tool's policy, or the payment's, of one revision.</summary>
    public required object Owner { get; init; }

    /// <summary>For logs.</summary>
    public required string Tool { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>Holds nothing of the caller.</summary>
    public required Uri Url { get; init; }

    public required ImmutableArray<(string Name, Sensitive<string> Value)> Headers { get; init; }

    /// <summary>UTF-8 JSON; null when there is none.</summary>
    public required Sensitive<byte[]>? Body { get; init; }

    public required BackEndPatience Patience { get; init; }
}

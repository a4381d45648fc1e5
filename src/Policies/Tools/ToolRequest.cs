using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>The request that a tool's call becomes.</summary>
public sealed record ToolRequest
{
    public ToolMethod Method { get; init; } = ToolMethod.Post;

    /// <summary><c>https</c>; <c>http</c> to loopback alone. Holds no secret, and no argument that stands for a withheld value.</summary>
    public required UrlTemplate Url { get; init; }

    public ImmutableArray<ToolHeader> Headers { get; init; } = [];

    /// <summary>JSON; the one place where withheld values may go. Null when there is none.</summary>
    public BodyTemplate? Body { get; init; }
}

using System.Collections.Immutable;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>What a tool answers the voice AI, cleared. Opaque: it leaves by the release gate alone.</summary>
public sealed class ClearedAnswer
{
    internal ClearedAnswer(string text, ImmutableArray<AuditToken> tokens) => (Text, Tokens) = (text, tokens);

    /// <summary>The call's tokens that stand in it, in order.</summary>
    public ImmutableArray<AuditToken> Tokens { get; }

    /// <summary>JSON.</summary>
    internal string Text { get; }
}

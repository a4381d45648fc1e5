using System.Collections.Immutable;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What the proxy itself says in a call, as samples at the line's rate.</summary>
internal sealed record SessionSounds
{
    public required ReadOnlyMemory<short> Apology { get; init; }

    /// <summary>Played in turn while the answer is not there.</summary>
    public ImmutableArray<ReadOnlyMemory<short>> Fillers { get; init; } = [];

    /// <summary>Played between fillers; empty for silence.</summary>
    public ReadOnlyMemory<short> Background { get; init; }

    /// <summary>Asks a caller who says nothing whether they are there.</summary>
    public ReadOnlyMemory<short> Prompt { get; init; }
}

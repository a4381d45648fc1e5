using System.Collections.Immutable;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>The measures of a Moonshine model, and which of its attention heads tell the time of words.</summary>
internal sealed record MoonshineShape
{
    /// <summary>Attention heads in every layer of both models.</summary>
    public const int Heads = 8;

    /// <summary>Logits a step.</summary>
    public const int VocabularySize = 32_768;

    public const int StartToken = 1;

    public const int EndToken = 2;

    private static readonly MoonshineShape _base = new()
    {
        Layers = 8,
        HeadSize = 52,
        AlignmentHeads = [(5, 5), (5, 1)],
    };

    private static readonly MoonshineShape _tiny = new()
    {
        Layers = 6,
        HeadSize = 36,
        AlignmentHeads = [(3, 2), (5, 2), (5, 4)],
    };

    public required int Layers { get; init; }

    /// <summary>Length of a key or value of one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Layer and head of the cross-attention whose mean follows the audio best, chosen on digits spoken at known times.</summary>
    public required ImmutableArray<(int Layer, int Head)> AlignmentHeads { get; init; }

    /// <summary>Length of one encoder state.</summary>
    public int StateSize => Heads * HeadSize;

    public static MoonshineShape Of(MoonshineSize size) => size is MoonshineSize.Base ? _base : _tiny;
}

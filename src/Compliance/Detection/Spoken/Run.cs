using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>A stretch of spoken or written figures and letters that are said as one, with what makes one expect it to be an identifier.</summary>
internal sealed class Run
{
    /// <summary>Index of its first token.</summary>
    public required int First { get; init; }

    /// <summary>Index of its last token.</summary>
    public required int Last { get; init; }

    /// <summary>What it says: figures and upper-case letters, fillers left out; "double four" is "44", "forty one" is "41".</summary>
    public required string Characters { get; init; }

    public required int Figures { get; init; }

    public int Letters => Characters.Length - Figures;

    /// <summary>Of <see cref="Figures"/>, those that are part of a time of day ("7:30").</summary>
    public required int TimeFigures { get; init; }

    /// <summary>How many numbers were said one after another: "four one" is two, "forty one" is one.</summary>
    public required int Numbers { get; init; }

    /// <summary>A plain quantity: followed by its unit, after a currency sign, with thousands' commas, in millions.</summary>
    public required bool IsQuantity { get; init; }

    /// <summary>The run reaches the end of the text, fillers not counted.</summary>
    public required bool IsAtEnd { get; init; }

    /// <summary>What was announced or asked for, the surest first.</summary>
    public required ImmutableArray<Expectation> Expected { get; init; }

    /// <summary>It goes on with a number that was begun before it.</summary>
    public bool IsUnfinished => Expected.Length > 0 && Expected[0].IsUnfinished;

    /// <summary>How surely an identifier of this type is expected here: 0 to 1.</summary>
    public float ExpectationOf(EntityType type)
    {
        foreach (var expectation in Expected)
        {
            if (expectation.Type == type)
            {
                return expectation.Strength;
            }
        }

        return 0;
    }
}

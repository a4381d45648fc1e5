using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>What is known when the demo's call is over.</summary>
/// <param name="Said">What the caller said, on the time line of what the caller heard.</param>
/// <param name="Got">All sound that the voice AI got.</param>
/// <param name="GotTexts">Every text in what the voice AI got, wherever it stood.</param>
internal sealed record DemoOutcome(IReadOnlyList<DemoTurn> Turns, WavFile Said, WavFile Got, WavFile Heard, IReadOnlyList<string> GotTexts)
{
    /// <summary>Planted values that some text tells of, as type and text.</summary>
    public ImmutableArray<string> ToldByText =>
    [
        .. from turn in Turns
           from part in turn.Said.Parts
           where part.IsPlanted && GotTexts.Any(text => TextRule.Tells(text, part))
           select part.Type,
    ];

    /// <summary>How much of each planted part can still be heard.</summary>
    public ImmutableArray<(SpokenPart Part, MediaTime Passed)> HeardThrough => [.. Turns.SelectMany(turn => SoundRule.Judge(turn.Said, Got))];
}

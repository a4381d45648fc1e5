namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One committed turn's sound, as the voice AI got it.</summary>
/// <param name="Samples">Decoded; mono.</param>
/// <param name="Arrivals">In order; the last one ends with the last sample.</param>
public sealed record ReceivedTurn(string ItemId, ReadOnlyMemory<short> Samples, int SampleRate, IReadOnlyList<AudioArrival> Arrivals);

/// <summary>One append.</summary>
/// <param name="Timestamp">Of the options' clock.</param>
/// <param name="EndSample">The turn's samples up to here had come by then.</param>
public readonly record struct AudioArrival(long Timestamp, int EndSample);

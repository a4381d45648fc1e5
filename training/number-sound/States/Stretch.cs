using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Training.States;

/// <summary>A stretch of speech as the transcriber takes it.</summary>
/// <param name="Interval">When it was heard.</param>
/// <param name="Voiced">Where speech was heard in it.</param>
/// <param name="Samples">Mono PCM at 16 kHz in [-1, 1].</param>
/// <param name="States">The encoder's states, one after the other.</param>
/// <param name="IsVoiced">For each state whether speech was heard in it.</param>
internal sealed record Stretch(MediaInterval Interval, IReadOnlyList<MediaInterval> Voiced, float[] Samples, float[] States, bool[] IsVoiced);

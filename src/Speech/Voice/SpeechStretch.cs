using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Speech.Voice;

/// <summary>A piece of the call for the transcriber.</summary>
/// <param name="Interval">What to transcribe: the speech with a little around it. Stretches do not overlap.</param>
/// <param name="Voiced">Where speech was heard in it, in order of time.</param>
public sealed record SpeechStretch(MediaInterval Interval, ImmutableArray<MediaInterval> Voiced);

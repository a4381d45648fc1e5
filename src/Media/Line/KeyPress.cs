using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Line;

/// <summary>What is known of a telephone key that the caller pressed.</summary>
/// <param name="Key">0 to 9, *, # and A to D; null for other signals.</param>
/// <param name="Interval">Where on the media time line it was, or still is, pressed.</param>
/// <param name="IsNew">It counts now, and once; otherwise it has been told of before and lasts longer.</param>
internal readonly record struct KeyPress(Sensitive<char>? Key, MediaInterval Interval, bool IsNew);

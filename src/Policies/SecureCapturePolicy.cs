using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>When the voice AI gets nothing at all: no sound, no text, no digit, from a sign that something secret comes until it is done.</summary>
public sealed record SecureCapturePolicy
{
    /// <summary>The tool of the proxy's own that begins it, where <see cref="StartsOnRequest"/>.</summary>
    public const string RequestTool = "start_secure_capture";

    /// <summary>Words of the caller or of the AI that begin it; case and punctuation do not matter.</summary>
    public ImmutableArray<string> StartPhrases { get; init; } = [];

    /// <summary>The AI is told of <see cref="RequestTool"/>, may call it, and hears how it ended.</summary>
    public bool StartsOnRequest { get; init; }

    /// <summary>Tools whose call by the AI begins it.</summary>
    public ImmutableArray<string> StartTools { get; init; } = [];

    /// <summary>The first telephone key begins it.</summary>
    public bool StartsOnDigit { get; init; }

    /// <summary>Tools whose call by the AI, or whose result, ends it.</summary>
    public ImmutableArray<string> DoneTools { get; init; } = [];

    public CaptureKey DoneKey { get; init; } = CaptureKey.Pound;

    /// <summary>The longest that it lasts, 10 s to 10 min; afterwards what is said is cleared like all speech.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Something can begin it.</summary>
    public bool IsUsed => StartsOnDigit || StartsOnRequest || !StartPhrases.IsEmpty || !StartTools.IsEmpty;
}

using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>
/// Says when the voice AI gets nothing at all: from a phrase, a tool call or a telephone key that the policy names until it is done, or for the
/// policy's longest time. Decides only; whoever drives it withholds. Touches no clock.
/// </summary>
/// <remarks>One loop owns it. A sign that comes while it lasts changes nothing: it lasts no longer for it.</remarks>
public sealed class SecureCapture(SecureCapturePolicy policy)
{
    private readonly string[][] _phrases = [.. policy.StartPhrases.Select(phrase => WordsOf(phrase).ToArray())];
    private readonly Dictionary<Speaker, List<string>> _said = new() { [Speaker.Caller] = [], [Speaker.Agent] = [] };

    /// <summary>The AI gets nothing now.</summary>
    public bool IsActive => NextDeadline is not null;

    /// <summary>When <see cref="Advance"/> next has work; null when nothing is pending.</summary>
    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>Somebody said something: whole words that have not been given before. A phrase may be spread over several calls.</summary>
    public CaptureChange Hear(Speaker speaker, Sensitive<string> text, TimeSpan now)
    {
        var timedOut = Advance(now);
        var said = _said[speaker];
        var isCue = false;
        foreach (var word in WordsOf(text.Reveal()))
        {
            said.Add(word);
            isCue |= _phrases.Any(phrase => EndsWith(said, phrase));
            if (said.Count > LongestPhrase)
            {
                said.RemoveAt(0);
            }
        }

        return isCue && !IsActive ? timedOut | Begin(now) : timedOut;
    }

    /// <summary>The AI calls a tool, or gets a tool's result.</summary>
    public CaptureChange UseTool(string name, TimeSpan now)
    {
        var timedOut = Advance(now);
        return IsActive
            ? policy.DoneTools.Contains(name, StringComparer.Ordinal) ? End(CaptureChange.Done) : timedOut
            : IsStartTool(name) ? timedOut | Begin(now) : timedOut;
    }

    /// <summary>A tool of the proxy's own needs one, whatever the policy has begin one.</summary>
    public CaptureChange Request(TimeSpan now)
    {
        var timedOut = Advance(now);
        return IsActive ? timedOut : timedOut | Begin(now);
    }

    /// <summary>The caller pressed a telephone key (RFC 4733: 0 to 9, *, #, A to D). Figures alone begin a capture.</summary>
    public CaptureChange Press(Sensitive<char> key, TimeSpan now)
    {
        var timedOut = Advance(now);
        return IsActive
            ? IsDoneKey(key.Reveal()) ? End(CaptureChange.Done) : timedOut
            : policy.StartsOnDigit && char.IsAsciiDigit(key.Reveal()) ? timedOut | Begin(now) : timedOut;
    }

    /// <summary>What it was begun for is done, as somebody else knows.</summary>
    public CaptureChange Finish(TimeSpan now)
    {
        var timedOut = Advance(now);
        return IsActive ? End(CaptureChange.Done) : timedOut;
    }

    /// <summary>Ends it when its time is over.</summary>
    public CaptureChange Advance(TimeSpan now) => now >= NextDeadline ? End(CaptureChange.TimedOut) : CaptureChange.None;

    private int LongestPhrase => _phrases.Length == 0 ? 0 : _phrases.Max(phrase => phrase.Length);

    private CaptureChange Begin(TimeSpan now)
    {
        NextDeadline = now + policy.Timeout;
        return CaptureChange.Began;
    }

    private CaptureChange End(CaptureChange how)
    {
        NextDeadline = null;
        _said[Speaker.Caller].Clear();
        _said[Speaker.Agent].Clear();
        return how;
    }

    private bool IsStartTool(string name) =>
        policy.StartTools.Contains(name, StringComparer.Ordinal) || (policy.StartsOnRequest && name is SecureCapturePolicy.RequestTool);

    private bool IsDoneKey(char key) => policy.DoneKey switch
    {
        CaptureKey.Pound => key is '#',
        CaptureKey.Star => key is '*',
        _ => false,
    };

    private static bool EndsWith(List<string> said, string[] phrase) =>
        phrase.Length > 0 && said.Count >= phrase.Length && said.TakeLast(phrase.Length).SequenceEqual(phrase, StringComparer.Ordinal);

    /// <summary>Runs of letters and figures in lower case; an apostrophe joins.</summary>
    private static IEnumerable<string> WordsOf(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var isInWord = at < text.Length && (char.IsLetterOrDigit(text[at]) || (start >= 0 && text[at] is '\'' or '\u2019'));
            if (isInWord && start < 0)
            {
                start = at;
            }
            else if (!isInWord && start >= 0)
            {
                yield return text[start..at].Replace('\u2019', '\'').TrimEnd('\'').ToLowerInvariant();
                start = -1;
            }
        }
    }
}

using System.Text;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>What is known of the caller's turn so far: where there was voice, which words explain it, and which parts must be withheld whatever the words say.</summary>
/// <remarks>One loop owns it. Stretches are added in order of time.</remarks>
public sealed class TurnEvidence
{
    private readonly List<TimedWord> _words = [];
    private readonly List<TextSpan> _spans = [];
    private readonly List<MediaInterval> _voiced = [];
    private readonly List<(MediaInterval Interval, ReleaseReason Reason)> _withheld = [];
    private readonly StringBuilder _text = new();

    /// <summary>In order of time.</summary>
    public IReadOnlyList<TimedWord> Words => _words;

    /// <summary>Where each of <see cref="Words"/> stands in <see cref="Text"/>.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    public IReadOnlyList<MediaInterval> Voiced => _voiced;

    /// <summary>Parts that no word can clear, each with its reason.</summary>
    public IReadOnlyList<(MediaInterval Interval, ReleaseReason Reason)> Withheld => _withheld;

    /// <summary>Some of the turn was speech in a language that the transcriber was not made for: no word of it is believed.</summary>
    public bool IsPartlyForeign { get; private set; }

    /// <summary>The words, one space apart.</summary>
    public Sensitive<string> Text => new(_text.ToString());

    public void AddVoiced(MediaInterval interval) => _voiced.Add(interval);

    public void Withhold(MediaInterval interval, ReleaseReason reason) => _withheld.Add((interval, reason));

    public void Add(Transcription transcription)
    {
        foreach (var word in transcription.Words)
        {
            if (_text.Length > 0)
            {
                _text.Append(' ');
            }

            var start = _text.Length;
            _text.Append(word.Text.Reveal());
            _words.Add(word);
            _spans.Add(new TextSpan(start, _text.Length));
        }

        IsPartlyForeign |= transcription.Doubts.HasFlag(TranscriptDoubts.ForeignLanguage);
        if ((transcription.Doubts & (TranscriptDoubts.Empty | TranscriptDoubts.ForeignLanguage)) != TranscriptDoubts.None)
        {
            Withhold(transcription.Interval, ReleaseReason.Doubtful);
        }

        foreach (var interval in transcription.Doubtful)
        {
            Withhold(interval, ReleaseReason.Doubtful);
        }
    }
}

using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What detection remembers of the turns before this one: what was asked, what was announced, which number is unfinished. One a call; not thread-safe.</summary>
public sealed class Conversation
{
    private const int Remembered = 8;
    private const float DecayPerTurn = 0.06f;
    private const float LeftOfStrength = 0.25f; // a correction may still come

    private readonly List<(Speaker Speaker, Sensitive<string> Text)> _turns = [];
    private readonly List<TurnTopic?> _topics = []; // of the same turns, each read when it is first asked for

    /// <summary>The last turns, oldest first.</summary>
    public IReadOnlyList<(Speaker Speaker, Sensitive<string> Text)> Turns => _turns;

    public void Add(Speaker speaker, Sensitive<string> text)
    {
        if (_turns.Count == Remembered)
        {
            _turns.RemoveAt(0);
            _topics.RemoveAt(0);
        }

        _turns.Add((speaker, text));
        _topics.Add(null);
    }

    /// <summary>
    /// What the turn that comes now is expected to hold, the surest first: what the last turn that named an identifier named. Asides
    /// ("go ahead", "mm-hmm") and bare numbers in between change nothing, as a number that goes on is broken by them.
    /// Nobody answers his own question for a name.
    /// </summary>
    internal List<Expectation> Expected(TurnReader reader, Speaker speaker)
    {
        var expected = new List<Expectation>();
        var decay = 0f;
        var said = 0; // figures and letters, by the caller since then
        var hasAnswered = false;
        var isClosed = false; // "thank you, one moment": a number that was said whole is no longer expected
        for (var at = _turns.Count - 1; at >= 0; at--)
        {
            var topic = _topics[at] ??= reader.TopicOf(_turns[at].Text.Reveal());
            foreach (var announced in topic.Announced)
            {
                decay += DecayPerTurn / 10; // what was named first is answered first
                var isComplete = isClosed && hasAnswered && said >= announced.Length;
                var isOwnQuestion = speaker is Speaker.Agent && _turns[at].Speaker is Speaker.Agent && announced.Length == 0;
                expected.Add(announced with { Strength = (announced.Strength - decay) * (isComplete || isOwnQuestion ? LeftOfStrength : 1) });
            }

            if (topic.IsSpecific || topic.ChangesSubject)
            {
                break;
            }

            decay += DecayPerTurn;
            isClosed |= topic.Closes;
            hasAnswered |= _turns[at].Speaker is Speaker.Caller;
            said += _turns[at].Speaker is Speaker.Caller ? topic.Characters : 0;
        }

        expected.Sort((one, other) => other.Strength.CompareTo(one.Strength));
        return expected;
    }
}

using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>What detection remembers of the turns before this one: what was asked, what was announced, which number is unfinished. One a call; not thread-safe.</summary>
public sealed class Conversation
{
    private const int Remembered = 8;
    private readonly List<(Speaker Speaker, Sensitive<string> Text)> _turns = [];

    /// <summary>The last turns, oldest first.</summary>
    public IReadOnlyList<(Speaker Speaker, Sensitive<string> Text)> Turns => _turns;

    public void Add(Speaker speaker, Sensitive<string> text)
    {
        if (_turns.Count == Remembered)
        {
            _turns.RemoveAt(0);
        }

        _turns.Add((speaker, text));
    }
}

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>The answers that were asked for and have not ended. Every message of an answer bears its number, so what belongs to none of these is late and for nobody.</summary>
/// <remarks>Touches no socket. Thread-safe: questions come from the call's loop, the answers' course from the socket's.</remarks>
internal sealed class OpenAnswers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AnswerNumber, bool> _open = []; // whether it has begun
    private int _asked;

    /// <summary>The next answer is asked for.</summary>
    public AnswerNumber Ask()
    {
        lock (_lock)
        {
            var number = new AnswerNumber(++_asked);
            _open.Add(number, false);
            return number;
        }
    }

    /// <summary>None that was asked for is wanted any more.</summary>
    /// <returns>Those that were open, the oldest first: they are over.</returns>
    public IReadOnlyList<AnswerNumber> Stop()
    {
        lock (_lock)
        {
            var open = _open.Keys.OrderBy(number => number.Value).ToList();
            _open.Clear();
            return open;
        }
    }

    public bool IsOpen(AnswerNumber number)
    {
        lock (_lock)
        {
            return _open.ContainsKey(number);
        }
    }

    /// <returns>True for the first piece of an open answer.</returns>
    public bool TryBegin(AnswerNumber number)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(number, out var hasBegun) || hasBegun)
            {
                return false;
            }

            _open[number] = true;
            return true;
        }
    }

    /// <returns>False when it was over already, or never asked for.</returns>
    public bool TryEnd(AnswerNumber number)
    {
        lock (_lock)
        {
            return _open.Remove(number);
        }
    }
}

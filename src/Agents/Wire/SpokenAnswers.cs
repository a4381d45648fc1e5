namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>Which answer is being spoken, where the AI does not name its answers: what comes belongs to the one that was asked for, unless it is the rest of one that was cancelled, or nobody asked.</summary>
/// <remarks>Touches no socket. Thread-safe: questions come from the call's loop, the answers' course from the socket's.</remarks>
internal sealed class SpokenAnswers
{
    private readonly Lock _lock = new();
    private int _begun;
    private bool _isAsked; // and nothing of its answer has come
    private bool _isSpeaking;
    private bool _isRestComing; // of a cancelled one

    /// <summary>An answer that is wanted is being spoken.</summary>
    public bool IsSpeaking
    {
        get
        {
            lock (_lock)
            {
                return _isSpeaking;
            }
        }
    }

    /// <summary>A turn wants an answer, and none before it is wanted any more.</summary>
    /// <returns>The answers that are over by that.</returns>
    public IReadOnlyList<string> Request()
    {
        lock (_lock)
        {
            var over = CancelNeedsLock();
            _isAsked = true;
            return over;
        }
    }

    /// <summary>Another answer is wanted behind the one that is being spoken. One that has not begun is over: the newer is for both.</summary>
    /// <returns>The answers that are over by that.</returns>
    public IReadOnlyList<string> GoOn()
    {
        lock (_lock)
        {
            IReadOnlyList<string> over = _isAsked ? [""] : [];
            _isAsked = true;
            return over;
        }
    }

    /// <summary>No answer is wanted any more.</summary>
    /// <returns>The answers that are over by that.</returns>
    public IReadOnlyList<string> Cancel()
    {
        lock (_lock)
        {
            return CancelNeedsLock();
        }
    }

    /// <summary>The AI was told something that it will answer, though nobody asked it.</summary>
    public void Ignore()
    {
        lock (_lock)
        {
            _isRestComing = true;
        }
    }

    /// <summary>The AI turns to the newest question: nothing comes any more of what was before.</summary>
    public void TurnToQuestion()
    {
        lock (_lock)
        {
            _isRestComing &= !_isAsked;
        }
    }

    /// <summary>A piece of an answer came.</summary>
    /// <param name="id">The answer's name outside of the protocol; null when nobody wants it.</param>
    /// <returns>True when the answer begins with it.</returns>
    public bool Take(out string? id)
    {
        lock (_lock)
        {
            var begins = !_isRestComing && !_isSpeaking && _isAsked;
            if (begins)
            {
                (_isAsked, _isSpeaking) = (false, true);
                _begun++;
            }

            id = _isSpeaking ? NameNeedsLock() : null;
            return begins;
        }
    }

    /// <summary>What was being spoken is over.</summary>
    /// <returns>The answer that is over; null when nobody wanted it.</returns>
    public string? End()
    {
        lock (_lock)
        {
            var over = _isSpeaking ? NameNeedsLock() : null;
            (_isRestComing, _isSpeaking) = (false, false);
            return over;
        }
    }

    /// <summary>The question is answered without words: by a tool call, or not at all.</summary>
    /// <returns>False when none waits for its answer, or what came is not for it.</returns>
    public bool EndUnspoken()
    {
        lock (_lock)
        {
            var wasAsked = _isAsked && !_isSpeaking && !_isRestComing;
            _isAsked &= !wasAsked;
            return wasAsked;
        }
    }

    private List<string> CancelNeedsLock()
    {
        var over = new List<string>();
        if (_isSpeaking)
        {
            over.Add(NameNeedsLock());
        }

        if (_isAsked)
        {
            over.Add("");
        }

        _isRestComing |= over.Count > 0;
        (_isAsked, _isSpeaking) = (false, false);
        return over;
    }

    private string NameNeedsLock() => $"answer_{_begun}";
}

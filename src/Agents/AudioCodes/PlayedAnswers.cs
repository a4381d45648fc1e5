namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>Which of the bot's play streams is an answer. A stream that begins while an answer is owed is that answer; every other, such as a greeting, nobody asked for.</summary>
/// <remarks>Touches no socket. Thread-safe: turns come from the call's loop, streams from the socket's.</remarks>
internal sealed class PlayedAnswers
{
    private readonly Lock _lock = new();
    private int _owed;
    private int _streams;
    private string? _streamId;
    private bool _isWanted;

    /// <summary>What the answer that is being played is called outside of this protocol; null when none is.</summary>
    public string? ItemId
    {
        get
        {
            lock (_lock)
            {
                return _isWanted ? $"play_{_streams}" : null;
            }
        }
    }

    /// <summary>An answer is wanted behind those that are owed.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            _owed++;
        }
    }

    /// <summary>None that is owed is wanted any more, nor what is being played.</summary>
    /// <returns>How many were owed: they are over.</returns>
    public int Stop()
    {
        lock (_lock)
        {
            var owed = _owed;
            (_owed, _isWanted) = (0, false);
            return owed;
        }
    }

    /// <returns>False when nobody asked for it.</returns>
    public bool Begin(string streamId)
    {
        lock (_lock)
        {
            (_streamId, _isWanted) = (streamId, _owed > 0);
            _streams++;
            return _isWanted;
        }
    }

    /// <returns>Whether this stream is being played, and somebody wants it.</returns>
    public bool IsWanted(string streamId)
    {
        lock (_lock)
        {
            return _isWanted && _streamId == streamId;
        }
    }

    /// <returns>True when with the stream an answer is over.</returns>
    public bool End(string streamId)
    {
        lock (_lock)
        {
            if (_streamId != streamId || !_isWanted)
            {
                return false;
            }

            _owed--;
            (_streamId, _isWanted) = (null, false);
            return true;
        }
    }
}

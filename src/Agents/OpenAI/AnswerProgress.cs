namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Which answer is under way. The protocol allows one at a time: a further one is asked for when the one before it has ended.</summary>
/// <remarks>Touches no socket. Thread-safe: turns come from the call's loop, the answers' course from the socket's.</remarks>
internal sealed class AnswerProgress
{
    private enum Phase
    {
        Idle,
        Requested,
        Speaking,
        Cancelled,
    }

    private readonly Lock _lock = new();
    private Phase _phase;
    private bool _isAnotherWanted;
    private int _createEventId;

    /// <summary>The answer under way has been cancelled: what still comes of it is not wanted.</summary>
    public bool IsCancelled
    {
        get
        {
            lock (_lock)
            {
                return _phase is Phase.Cancelled;
            }
        }
    }

    /// <summary>The caller's turn wants an answer.</summary>
    public AnswerRequest Request()
    {
        lock (_lock)
        {
            if (_phase is Phase.Idle)
            {
                return CreateNeedsLock();
            }

            _isAnotherWanted = true;
            return CancelNeedsLock();
        }
    }

    public AnswerRequest Cancel()
    {
        lock (_lock)
        {
            _isAnotherWanted = false;
            return CancelNeedsLock();
        }
    }

    /// <summary><c>response.create</c> left with this event id.</summary>
    public void Created(int eventId)
    {
        lock (_lock)
        {
            _createEventId = eventId;
        }
    }

    /// <summary><c>response.created</c> came.</summary>
    public void Started()
    {
        lock (_lock)
        {
            _phase = _phase is Phase.Cancelled ? Phase.Cancelled : Phase.Speaking;
        }
    }

    /// <summary><c>response.done</c> came.</summary>
    public AnswerRequest Ended()
    {
        lock (_lock)
        {
            _phase = Phase.Idle;
            return _isAnotherWanted ? CreateNeedsLock() : AnswerRequest.None;
        }
    }

    /// <summary>An <c>error</c> came.</summary>
    /// <param name="eventId">Of the client's event that it is about; 0 when not known.</param>
    public AnswerRequest Refused(string code, int eventId)
    {
        lock (_lock)
        {
            switch (code)
            {
                case ErrorCodes.AnswerAlreadyUnderWay:
                    (_phase, _isAnotherWanted) = (Phase.Speaking, true); // its end brings ours
                    return AnswerRequest.None;
                case ErrorCodes.NothingToCancel when _phase is Phase.Cancelled:
                case var _ when eventId != 0 && eventId == _createEventId && _phase is Phase.Requested or Phase.Cancelled:
                    _phase = Phase.Idle;
                    return _isAnotherWanted ? CreateNeedsLock() : AnswerRequest.None;
                default:
                    return AnswerRequest.None;
            }
        }
    }

    private AnswerRequest CreateNeedsLock()
    {
        (_phase, _isAnotherWanted) = (Phase.Requested, false);
        return AnswerRequest.Create;
    }

    private AnswerRequest CancelNeedsLock()
    {
        if (_phase is Phase.Idle or Phase.Cancelled)
        {
            return AnswerRequest.None;
        }

        _phase = Phase.Cancelled;
        return AnswerRequest.Cancel;
    }
}

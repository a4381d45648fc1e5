namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Which answer is under way. The protocol allows one at a time: the newest turn's answer is asked for when the one before it has ended, and each turn is over once.</summary>
/// <remarks>Touches no socket. Thread-safe: turns come from the call's loop, the answers' course from the socket's.</remarks>
internal sealed class AnswerProgress
{
    private enum Phase
    {
        Idle,

        /// <summary><c>response.create</c> has been sent, or waits for its turn to be.</summary>
        Requested,

        /// <summary><c>response.created</c> has come.</summary>
        Speaking,

        /// <summary><c>response.cancel</c> has been sent.</summary>
        Cancelled,

        /// <summary>An answer that no turn asked for.</summary>
        Foreign,
    }

    private readonly Lock _lock = new();
    private Phase _phase;
    private bool _isTurnWaiting; // behind the answer under way
    private int _createEventId;

    /// <summary>What comes of the answer under way is for nobody: it has been cancelled, or no turn asked for it.</summary>
    public bool IsUnwanted
    {
        get
        {
            lock (_lock)
            {
                return _phase is not (Phase.Requested or Phase.Speaking);
            }
        }
    }

    /// <summary>A turn wants an answer. One that waits already is over: the newer turn's answer is for both.</summary>
    public AnswerStep Request()
    {
        lock (_lock)
        {
            if (_phase is Phase.Idle)
            {
                return new AnswerStep(CreateNeedsLock());
            }

            var isTurnOver = _isTurnWaiting;
            _isTurnWaiting = true;
            return new AnswerStep(CancelNeedsLock(), isTurnOver);
        }
    }

    /// <summary>Another answer is wanted behind the one under way, which goes on. A turn that waits already is over: the newer answer is for both.</summary>
    public AnswerStep GoOn()
    {
        lock (_lock)
        {
            if (_phase is Phase.Idle)
            {
                return new AnswerStep(CreateNeedsLock());
            }

            var isTurnOver = _isTurnWaiting;
            _isTurnWaiting = true;
            return new AnswerStep(AnswerRequest.None, isTurnOver);
        }
    }

    /// <summary>No answer is wanted any more.</summary>
    public AnswerStep Cancel()
    {
        lock (_lock)
        {
            var isTurnOver = _isTurnWaiting;
            _isTurnWaiting = false;
            return new AnswerStep(CancelNeedsLock(), isTurnOver);
        }
    }

    /// <summary><c>response.create</c> is about to leave with this event id.</summary>
    /// <returns>False when it is not wanted any more, and must not leave.</returns>
    public bool TryCreate(int eventId)
    {
        lock (_lock)
        {
            _createEventId = eventId;
            return _phase is Phase.Requested;
        }
    }

    /// <summary><c>response.created</c> came.</summary>
    /// <returns>False when it is unwanted.</returns>
    public bool Started()
    {
        lock (_lock)
        {
            _phase = _phase switch
            {
                Phase.Requested => Phase.Speaking,
                Phase.Idle => Phase.Foreign,
                var other => other,
            };
            return _phase is Phase.Speaking;
        }
    }

    /// <summary><c>response.done</c> came.</summary>
    public AnswerStep Ended()
    {
        lock (_lock)
        {
            return EndNeedsLock(isTurnOver: _phase is not (Phase.Idle or Phase.Foreign));
        }
    }

    /// <summary>An <c>error</c> came.</summary>
    /// <param name="eventId">Of the client's event that it is about; 0 when not known.</param>
    public AnswerStep Refused(string code, int eventId)
    {
        lock (_lock)
        {
            if (code is ErrorCodes.AnswerAlreadyUnderWay && _phase is Phase.Requested)
            {
                (_phase, _isTurnWaiting) = (Phase.Foreign, true); // its end brings our turn's answer
                return default;
            }

            var isCreateRefused = eventId != 0 && eventId == _createEventId && _phase is (Phase.Requested or Phase.Cancelled);
            var isCancelRefused = code is ErrorCodes.NothingToCancel && _phase is Phase.Cancelled;
            return isCreateRefused || isCancelRefused ? EndNeedsLock(isTurnOver: true) : default;
        }
    }

    private AnswerStep EndNeedsLock(bool isTurnOver)
    {
        _phase = Phase.Idle;
        return new AnswerStep(_isTurnWaiting ? CreateNeedsLock() : AnswerRequest.None, isTurnOver);
    }

    private AnswerRequest CreateNeedsLock()
    {
        (_phase, _isTurnWaiting) = (Phase.Requested, false);
        return AnswerRequest.Create;
    }

    private AnswerRequest CancelNeedsLock()
    {
        if (_phase is not (Phase.Requested or Phase.Speaking))
        {
            return AnswerRequest.None;
        }

        _phase = Phase.Cancelled;
        return AnswerRequest.Cancel;
    }
}

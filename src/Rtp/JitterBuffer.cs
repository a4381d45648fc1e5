namespace CompliantVoiceProxy.Rtp;

/// <summary>
/// Puts a stream's packets back in order and evens out their arrival, with as little delay as the last seconds' jitter allows. Touches no clock; not
/// thread-safe; allocates nothing per packet once its slots have grown to the payload's size.
/// </summary>
/// <remarks>
/// A play position moves along the sender's timestamps. The delay at a position is how much later it is played than the quickest packets would allow; the
/// target is what 99% of the last 5 s' packets needed, within the options' bounds. The delay is changed a frame at a time, where it is not heard: by waiting
/// before the first packet, in a pause, or when nothing is there to play; by leaving out a frame while the caller says that it is quiet, or at any
/// time beyond the upper bound. Memory is bounded by the number of slots.
/// <code>
///        played   position            newest
///   ------------------|=====|=====|  .  |=====|      ordered by timestamp; slot = sequence number modulo the number of slots
///   late, dropped ->  | Packet      Lost  Packet
/// </code>
/// </remarks>
public sealed class JitterBuffer
{
    private const int Slots = 64;
    private const int PacketsBeforeTrust = 50;
    private const int MaxSequenceJump = 3_000;
    private const int MaxMisorder = 100;
    private static readonly TimeSpan MaxTransitJump = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(10);

    private readonly JitterBufferOptions _options;
    private readonly int _frame; // timestamp units
    private readonly Slot[] _slots = new Slot[Slots];
    private readonly DelayWindow _delays = new();
    private uint? _ssrc;
    private long _newestSequence;
    private long _newestTimestamp;
    private long _playedSequence;
    private long _position;
    private bool _isPlaying;
    private TimeSpan _starved;

    public JitterBuffer(JitterBufferOptions options)
    {
        _options = options;
        _frame = (int)(options.Frame.Ticks * options.ClockRate / TimeSpan.TicksPerSecond);
        for (var i = 0; i < Slots; i++)
        {
            _slots[i] = new Slot();
        }
    }

    private enum SlotState
    {
        Empty,
        Waiting,
        Played,
        NotAudio,
    }

    /// <summary>The delay that is aimed at.</summary>
    public TimeSpan TargetDelay
    {
        get
        {
            var needed = _delays.Count < PacketsBeforeTrust && _delays.Needed < _options.InitialDelay ? _options.InitialDelay : _delays.Needed;
            return TimeSpan.FromTicks(Math.Clamp(needed.Ticks, _options.MinDelay.Ticks, _options.MaxDelay.Ticks));
        }
    }

    /// <summary>Packets that came when their place had been played.</summary>
    public long LateCount { get; private set; }

    public long DuplicateCount { get; private set; }

    /// <summary>Frames given out as <see cref="JitterFrameKind.Lost"/>.</summary>
    public long LostCount { get; private set; }

    /// <summary>Packets that were there and were left out, to make the delay shorter.</summary>
    public long SkippedCount { get; private set; }

    /// <summary>How much later the next frame is played than the quickest packets would allow; zero while nothing is played.</summary>
    public TimeSpan Delay(TimeSpan now) => _isPlaying ? DelayAt(_position, now) : TimeSpan.Zero;

    /// <summary>
    /// Timestamp of what is played next, or would be if audio were there: how far another packet's timestamp (a telephone event's) is ahead of it is how
    /// long from now that is played, give or take a frame by which the delay may yet change. Null before the first audio packet.
    /// </summary>
    public uint? Position(TimeSpan now) =>
        _isPlaying ? (uint)_position
        : _delays.Count > 0 ? (uint)((now - _delays.Quickest - TargetDelay).Ticks * _options.ClockRate / TimeSpan.TicksPerSecond)
        : null;

    /// <summary>Takes an audio packet; its payload is copied.</summary>
    /// <param name="duration">What the payload plays for, in timestamp units.</param>
    public JitterPutResult Put(in RtpPacketView packet, int duration, TimeSpan now)
    {
        var (sequence, timestamp) = Extend(packet.Header);
        var transit = now - ToTime(timestamp);
        if (IsNewTimeLine(packet.Header, sequence, transit))
        {
            Restart(packet.Header);
            (sequence, timestamp) = Extend(packet.Header);
            transit = now - ToTime(timestamp);
        }

        var slot = SlotOf(sequence);
        if (slot.Sequence == sequence && slot.State is not SlotState.Empty)
        {
            DuplicateCount++;
            return JitterPutResult.Duplicate;
        }

        _delays.Add(transit);
        NoteNewest(sequence, timestamp);
        if ((_isPlaying && timestamp + duration <= _position) || slot.Sequence > sequence)
        {
            LateCount++;
            return JitterPutResult.Late;
        }

        SkippedCount += slot.State is SlotState.Waiting ? 1 : 0; // a burst longer than the buffer: the oldest go
        slot.Store(sequence, timestamp, duration, packet.Payload);
        return JitterPutResult.Stored;
    }

    /// <summary>Notes a packet of the same stream that is no audio (a telephone event), so that its sequence number is not taken for a loss.</summary>
    public void PutOther(in RtpHeader header)
    {
        if (header.Ssrc == _ssrc)
        {
            var sequence = _newestSequence + (short)(header.SequenceNumber - (ushort)_newestSequence);
            var slot = SlotOf(sequence);
            if (slot.Sequence < sequence)
            {
                slot.Mark(sequence, SlotState.NotAudio);
                _newestSequence = Math.Max(_newestSequence, sequence);
            }
        }
    }

    /// <summary>
    /// Gives what is played next and moves the position past it. Called at the playout clock's ticks, as often as it takes to fill a tick: packets may be
    /// longer or shorter than a frame.
    /// </summary>
    /// <param name="isQuiet">What was played last carries no speech, so that a frame may be left out or put in.</param>
    public JitterFrame Take(TimeSpan now, bool isQuiet = false)
    {
        if (!_isPlaying)
        {
            var first = Earliest();
            if (first is null || DelayAt(first.Timestamp, now) < TargetDelay)
            {
                return Nothing(JitterFrameKind.Silent, first?.Timestamp ?? _position, _frame);
            }

            (_position, _isPlaying, _starved) = (first.Timestamp, true, TimeSpan.Zero);
            _playedSequence = first.Sequence - 1;
        }

        Shorten(now, isQuiet);
        var next = Earliest();
        return next is null ? TakeNothing(now)
            : next.Timestamp > _position ? TakeGap(next, now)
            : isQuiet && DelayAt(_position, now) < TargetDelay ? Nothing(JitterFrameKind.Silent, _position, _frame)
            : TakePacket(next);
    }

    private JitterFrame TakePacket(Slot slot)
    {
        slot.State = SlotState.Played;
        _playedSequence = Math.Max(_playedSequence, slot.Sequence);
        _position = slot.Timestamp + slot.Duration;
        _starved = TimeSpan.Zero;
        return new JitterFrame(JitterFrameKind.Packet, slot.Payload, (uint)slot.Timestamp, slot.Duration);
    }

    private JitterFrame TakeGap(Slot next, TimeSpan now)
    {
        var length = (int)Math.Min(_frame, next.Timestamp - _position);
        var isPause = IsNothingMissing(_playedSequence + 1, next.Sequence);
        var from = _position;
        if (!isPause || DelayAt(_position, now) >= TargetDelay)
        {
            _position += length;
        }

        return Nothing(isPause ? JitterFrameKind.Silent : JitterFrameKind.Lost, from, length);
    }

    /// <summary>Nothing is there: it is lost, late, or the sender has stopped. The position waits if waiting longer was due anyway.</summary>
    private JitterFrame TakeNothing(TimeSpan now)
    {
        var from = _position;
        _starved += _options.Frame;
        if (_starved > StarvedAfter)
        {
            _isPlaying = false;
        }
        else if (DelayAt(_position, now) >= TargetDelay)
        {
            _position += _frame;
        }

        var isPause = !_isPlaying || (_newestSequence > _playedSequence && IsNothingMissing(_playedSequence + 1, _newestSequence + 1));
        return Nothing(isPause ? JitterFrameKind.Silent : JitterFrameKind.Lost, from, _frame);
    }

    private JitterFrame Nothing(JitterFrameKind kind, long timestamp, int duration)
    {
        LostCount += kind is JitterFrameKind.Lost ? 1 : 0;
        return new JitterFrame(kind, default, (uint)timestamp, duration);
    }

    /// <summary>Moves the position ahead where the delay is longer than it need be.</summary>
    private void Shorten(TimeSpan now, bool isQuiet)
    {
        var delay = DelayAt(_position, now);
        var excess = delay - TargetDelay;
        if (delay > _options.MaxDelay + _options.Frame)
        {
            _position += excess.Ticks / _options.Frame.Ticks * _frame;
        }
        else if (isQuiet && excess >= _options.Frame + Margin)
        {
            _position += _frame;
        }
    }

    /// <summary>The waiting packet that comes first; those that the position has passed are given up.</summary>
    private Slot? Earliest()
    {
        Slot? earliest = null;
        foreach (var slot in _slots)
        {
            if (slot.State is not SlotState.Waiting)
            {
                continue;
            }

            if (_isPlaying && slot.Timestamp + slot.Duration <= _position)
            {
                slot.State = SlotState.Played;
                _playedSequence = Math.Max(_playedSequence, slot.Sequence);
                SkippedCount++;
            }
            else if (earliest is null || slot.Timestamp < earliest.Timestamp)
            {
                earliest = slot;
            }
        }

        return earliest;
    }

    private bool IsNothingMissing(long fromSequence, long beforeSequence)
    {
        if (beforeSequence - fromSequence > Slots)
        {
            return false;
        }

        for (var sequence = fromSequence; sequence < beforeSequence; sequence++)
        {
            var slot = SlotOf(sequence);
            if (slot.Sequence != sequence || slot.State is SlotState.Empty)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNewTimeLine(in RtpHeader header, long sequence, TimeSpan transit) =>
        header.Ssrc != _ssrc
        || sequence - _newestSequence is > MaxSequenceJump or < -MaxMisorder
        || (sequence > _newestSequence && _delays.Count > 0 && (transit - _delays.Quickest).Duration() > MaxTransitJump);

    private void Restart(in RtpHeader header)
    {
        foreach (var slot in _slots)
        {
            SkippedCount += slot.State is SlotState.Waiting ? 1 : 0;
            slot.Mark(-1, SlotState.Empty);
        }

        _delays.Clear();
        _ssrc = header.Ssrc;
        _newestSequence = header.SequenceNumber + 65_536L; // room below for packets that were sent before the first one that came
        _newestTimestamp = header.Timestamp + (1L << 32);
        _isPlaying = false;
    }

    private (long Sequence, long Timestamp) Extend(in RtpHeader header) => (
        _newestSequence + (short)(header.SequenceNumber - (ushort)_newestSequence),
        _newestTimestamp + (int)(header.Timestamp - (uint)_newestTimestamp));

    private void NoteNewest(long sequence, long timestamp)
    {
        if (sequence >= _newestSequence)
        {
            (_newestSequence, _newestTimestamp) = (sequence, timestamp);
        }
    }

    private TimeSpan DelayAt(long timestamp, TimeSpan now) => now - ToTime(timestamp) - _delays.Quickest;

    private TimeSpan ToTime(long timestamp) => TimeSpan.FromTicks(timestamp * TimeSpan.TicksPerSecond / _options.ClockRate);

    private Slot SlotOf(long sequence) => _slots[sequence & (Slots - 1)];

    private sealed class Slot
    {
        private byte[] _payload = [];
        private int _length;

        public long Sequence { get; private set; } = -1;

        public long Timestamp { get; private set; }

        public int Duration { get; private set; }

        public SlotState State { get; set; }

        public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _length);

        public void Mark(long sequence, SlotState state) => (Sequence, State) = (sequence, state);

        public void Store(long sequence, long timestamp, int duration, ReadOnlySpan<byte> payload)
        {
            if (_payload.Length < payload.Length)
            {
                _payload = new byte[payload.Length];
            }

            payload.CopyTo(_payload);
            (_length, Timestamp, Duration) = (payload.Length, timestamp, duration);
            Mark(sequence, SlotState.Waiting);
        }
    }
}

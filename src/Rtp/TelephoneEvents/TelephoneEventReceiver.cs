namespace CompliantVoiceProxy.Rtp.TelephoneEvents;

/// <summary>
/// Makes events of the packets that repeat them (RFC 4733, section 2.5.2), whichever of those are lost: an event begins with the first of its packets that
/// comes, and is over with an end packet, with the next event, or when nothing more is heard of it. Touches no clock; not thread-safe; allocates nothing per packet.
/// </summary>
public sealed class TelephoneEventReceiver
{
    /// <summary>Senders repeat an event at least every 50 ms.</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromMilliseconds(200);

    private const int Remembered = 4; // events whose late packets are still recognised

    private readonly TelephoneEvent?[] _events = new TelephoneEvent?[Remembered];
    private int _newest;
    private TimeSpan _heardAt;

    /// <summary>When <see cref="Advance"/> may have to end an event; null while none lasts.</summary>
    public TimeSpan? NextDeadline => _events[_newest] is { IsOver: false } ? _heardAt + SilentFor : null;

    /// <summary>Takes a packet of the event's payload type.</summary>
    /// <param name="timestamp">The packet's.</param>
    /// <returns>
    /// The event that it belongs to, as it is now known; null when it says nothing new. A new event ends the one before it, whether or not that was said.
    /// </returns>
    public TelephoneEvent? Receive(uint timestamp, in TelephoneEventPayload payload, TimeSpan now)
    {
        for (var i = 0; i < Remembered; i++)
        {
            if (_events[i] is { } known && timestamp - known.Start <= known.Duration && known.Code == payload.Code && (timestamp == known.Start || !known.IsOver))
            {
                return Extend(i, known, timestamp, payload, now);
            }
        }

        var begun = new TelephoneEvent { Code = payload.Code, Start = timestamp, Duration = payload.Duration, IsNew = true, IsOver = payload.IsEnd };
        if (_events[_newest] is { } last && (int)(timestamp - last.Start) < 0)
        {
            // All of an earlier event's packets were overtaken by a later one.
            _events[(_newest + 1) % Remembered] = begun with { IsOver = true };
            return begun with { IsOver = true };
        }

        if (_events[_newest] is { IsOver: false } unended)
        {
            _events[_newest] = unended with { IsOver = true };
        }

        _newest = (_newest + 1) % Remembered;
        (_events[_newest], _heardAt) = (begun, now);
        return begun;
    }

    /// <summary>Ends an event of which nothing was heard for 200 ms.</summary>
    /// <returns>The event that has ended; null when none has.</returns>
    public TelephoneEvent? Advance(TimeSpan now)
    {
        if (_events[_newest] is not { IsOver: false } lasting || now < NextDeadline)
        {
            return null;
        }

        var ended = lasting with { IsNew = false, IsOver = true };
        _events[_newest] = ended;
        return ended;
    }

    /// <summary>An event longer than a duration can say goes on in packets with a later timestamp (section 2.5.1.3), which touches what is known of it.</summary>
    private TelephoneEvent? Extend(int index, TelephoneEvent known, uint timestamp, in TelephoneEventPayload payload, TimeSpan now)
    {
        var duration = Math.Max(known.Duration, timestamp - known.Start + payload.Duration);
        var extended = known with { Duration = duration, IsNew = false, IsOver = known.IsOver || payload.IsEnd };
        if (index == _newest)
        {
            _heardAt = now;
        }

        _events[index] = extended;
        return extended == known with { IsNew = false } ? null : extended;
    }
}

using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Rtp.TelephoneEvents;

/// <summary>
/// Sends keys, one packet a tick of the playout clock (RFC 4733, section 2.5.1): the marker on the first, the duration growing, the end three times, then a pause.
/// No audio is sent meanwhile. Not thread-safe.
/// </summary>
/// <param name="sender">The stream whose time line the events stand on.</param>
/// <param name="payloadType">As agreed on for telephone events.</param>
/// <param name="tick">Timestamp units in a tick.</param>
public sealed class TelephoneEventSender(RtpSender sender, byte payloadType, uint tick)
{
    private const int EndPackets = 3;
    private const int PauseTicks = 3; // with the end packets, over 100 ms between two keys
    private const byte Volume = 10; // -10 dBm0

    private readonly Queue<(Sensitive<byte> Code, int Ticks)> _waiting = new();
    private int _sent; // ticks of the key under way
    private uint _start;

    /// <summary>A key is being sent, or waits to be.</summary>
    public bool IsBusy => _waiting.Count > 0;

    /// <summary>Adds a key to those to be sent.</summary>
    /// <param name="ticks">How long it is pressed; at least 1, and no longer than a packet's duration can say.</param>
    public void Press(Sensitive<byte> code, int ticks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, (int)(ushort.MaxValue / tick));
        _waiting.Enqueue((code, ticks));
    }

    /// <summary>What is to be sent at this tick; moves the stream's time line on by a tick. Called only while <see cref="IsBusy"/>.</summary>
    /// <returns>The packet's length; 0 in the pause after a key.</returns>
    public int WriteNext(Span<byte> datagram)
    {
        var (code, ticks) = _waiting.Peek();
        if (_sent == 0)
        {
            _start = sender.Timestamp;
        }

        _sent++;
        var isEnd = _sent >= ticks;
        var length = 0;
        if (_sent < ticks + EndPackets)
        {
            Span<byte> payload = stackalloc byte[TelephoneEventPayload.Size];
            new TelephoneEventPayload(code, isEnd, Volume, (ushort)(Math.Min(_sent, ticks) * tick)).Write(payload);
            length = sender.WriteEvent(payloadType, payload, _start, isFirst: _sent == 1, datagram);
        }

        sender.Skip(tick);
        if (_sent == ticks + EndPackets - 1 + PauseTicks)
        {
            _waiting.Dequeue();
            _sent = 0;
        }

        return length;
    }
}

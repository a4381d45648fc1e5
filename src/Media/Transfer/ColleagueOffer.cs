using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Transfer;

/// <summary>A second pair of ports, offered to a colleague. Owns them until they are taken up.</summary>
internal sealed class ColleagueOffer : IAsyncDisposable
{
    private readonly RtpSocket _socket;
    private readonly LocalAudio _local;
    private readonly TimeProvider _time;
    private bool _isTakenUp;

    private ColleagueOffer(RtpSocket socket, IPAddress address, TimeProvider time)
    {
        (_socket, _time) = (socket, time);
        _local = new LocalAudio { Address = address, Port = socket.Ports.Rtp };
        Sdp = new Sensitive<string>(new OfferAnswer(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 1).Offer(_local).Write());
    }

    public Sensitive<string> Sdp { get; }

    /// <returns>False when no ports can be had.</returns>
    public static bool TryOpen(IPAddress address, PortPool ports, TimeProvider time, [NotNullWhen(true)] out ColleagueOffer? offer)
    {
        offer = RtpSocket.TryOpen(address, ports, time, out var socket) ? new ColleagueOffer(socket, address, time) : null;
        return offer is not null;
    }

    /// <param name="deadAfter">Silence on the wire of this length means that the colleague is gone.</param>
    /// <param name="line">Owns the ports from now on.</param>
    /// <returns>False for an answer that cannot be read, or has nothing in common with the offer.</returns>
    public bool TryTakeUp(Sensitive<string> answer, TimeSpan deadAfter, [NotNullWhen(true)] out RtpLine? line)
    {
        line = null;
        if (_isTakenUp || !SdpParser.TryParse(answer.Reveal(), out var theirs, out _) || !OfferAnswer.TryReadAnswer(theirs!, _local, out var agreement, out _))
        {
            return false;
        }

        _isTakenUp = true;
        line = new RtpLine(_socket, agreement!, _time, deadAfter);
        return true;
    }

    public ValueTask DisposeAsync() => _isTakenUp ? ValueTask.CompletedTask : _socket.DisposeAsync();
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Rtp.Sdp;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>Knows the monitor's own calls among all by the id of their session description, which is made at random for each and told to nobody else; no other call is looked at.</summary>
internal sealed class DummyWatch(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DummyObservation> _expected = new(StringComparer.Ordinal);

    /// <summary>A call is about to be placed.</summary>
    /// <returns>The id that its session description is to have, until <see cref="Forget"/>.</returns>
    public (ulong SessionId, DummyObservation Observation) Expect()
    {
        var id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 1; // readers may take it for signed
        var observation = new DummyObservation(time);
        _expected[Written(id)] = observation;
        return (id, observation);
    }

    public void Forget(ulong sessionId) => _expected.TryRemove(Written(sessionId), out _);

    /// <summary>For <see cref="Media.Sessions.MediaPlane.Watch"/>.</summary>
    public IAgentSession Watch(MediaOffer offer, IAgentSession session)
    {
        if (_expected.IsEmpty || !SdpParser.TryParse(offer.Sdp.Reveal(), out var theirs, out _) || !_expected.TryGetValue(theirs!.Origin.SessionId, out var observation))
        {
            return session;
        }

        observation.CallId = offer.CallId;
        return new ObservedSession(session, observation);
    }

    private static string Written(ulong id) => id.ToString(CultureInfo.InvariantCulture);
}

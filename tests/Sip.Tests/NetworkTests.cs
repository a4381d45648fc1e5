using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Many calls between two endpoints over a network that loses, doubles and reorders.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData(1, 0, 0, 1, "a perfect network")]
    [InlineData(2, 0.1, 0, 50, "one datagram of ten lost")]
    [InlineData(3, 0, 0.5, 300, "half of all doubled, and late enough to overtake")]
    [InlineData(4, 0.2, 0.2, 200, "all of it")]
    [InlineData(5, 0.25, 0.3, 400, "worse than it gets")]
    public void Every_call_is_set_up_and_torn_down_and_nothing_remains(int seed, double loss, double duplication, int delay, string what)
    {
        const int Calls = 300;
        var network = new SimulatedNetwork(seed, loss, duplication, delay);
        var (caller, called) = (network.Add(), network.Add());
        var random = new Random(seed);
        called.OnEvent = happened =>
        {
            switch (happened)
            {
                case InviteReceived invite:
                    called.Respond(invite.Request, new SipReply(180));
                    network.Plan(TimeSpan.FromMilliseconds(random.Next(3000)), () => called.Respond(invite.Request, new SipReply(200)));
                    break;

                case LegConfirmed { Leg.Value: var leg } when leg % 2 == 0: // the called side hangs up some of the calls, at times at the same moment
                    network.Plan(TimeSpan.FromMilliseconds(random.Next(5000)), () => called.HangUp(new SipLegId(leg)));
                    break;
            }
        };
        caller.OnEvent = happened =>
        {
            if (happened is LegAnswered answered)
            {
                network.Plan(TimeSpan.FromMilliseconds(random.Next(5000)), () => caller.HangUp(answered.Leg));
            }
        };
        for (var call = 0; call < Calls; call++)
        {
            network.Plan(TimeSpan.FromMilliseconds(call * 20), () => caller.Call(called));
        }

        network.Run();

        caller.Happened.OfType<LegAnswered>().Count().Should().Be(Calls, what);
        called.Happened.OfType<InviteReceived>().Count().Should().Be(Calls, what);
        foreach (var side in (SimulatedNetwork.Node[])[caller, called])
        {
            var ends = side.Happened.OfType<LegEnded>().ToList();
            ends.Select(end => end.Leg).Distinct().Count().Should().Be(Calls);
            ends.Count.Should().Be(Calls);
            ends.Select(end => end.Reason).Distinct().Should().BeSubsetOf([SipLegEndReason.LocalBye, SipLegEndReason.RemoteBye]);
        }

        caller.Core.Living.Should().Be((0, 0, 0, 0));
        called.Core.Living.Should().Be((0, 0, 0, 0));
        called.Counters[SipCounter.AcksLost].Should().Be(0);
    }

    [Theory]
    [InlineData(11, 0.2)]
    [InlineData(12, 0.3)]
    public void Cancelled_calls_end_on_both_sides_whoever_wins_the_race(int seed, double loss)
    {
        const int Calls = 200;
        var network = new SimulatedNetwork(seed, loss, 0.2, 200);
        var (caller, called) = (network.Add(), network.Add());
        var random = new Random(seed);
        called.OnEvent = happened =>
        {
            if (happened is InviteReceived invite)
            {
                network.Plan(TimeSpan.FromMilliseconds(random.Next(2000)), () => called.Respond(invite.Request, new SipReply(random.Next(2) == 0 ? 200 : 486)));
            }
        };
        for (var call = 0; call < Calls; call++)
        {
            network.Plan(TimeSpan.FromMilliseconds(call * 20), () =>
            {
                var leg = caller.Call(called);
                network.Plan(TimeSpan.FromMilliseconds(random.Next(2500)), () => caller.HangUp(leg));
            });
        }

        network.Run();

        caller.Happened.OfType<LegEnded>().Select(ended => ended.Leg).Distinct().Count().Should().Be(Calls);
        caller.Happened.OfType<LegEnded>().Count().Should().Be(Calls);
        caller.Happened.OfType<LegEnded>().Select(ended => ended.Reason).Distinct().Should().Contain([SipLegEndReason.Canceled, SipLegEndReason.Refused]);
        called.Happened.OfType<LegEnded>().Count().Should().Be(called.Happened.OfType<InviteReceived>().Count());
        caller.Core.Living.Should().Be((0, 0, 0, 0));
        called.Core.Living.Should().Be((0, 0, 0, 0));
    }
}

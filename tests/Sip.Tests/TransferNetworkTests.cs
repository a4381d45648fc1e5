using System.Text;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>Transfers, holds and joined calls over a network that loses, doubles and reorders; nothing may be left of them.</summary>
public sealed class TransferNetworkTests
{
    private const int Calls = 150;

    [Theory]
    [InlineData(21, 0, 0, 1, "a perfect network")]
    [InlineData(22, 0.1, 0.1, 50, "one datagram of ten lost")]
    [InlineData(23, 0.2, 0.2, 200, "all of it")]
    [InlineData(24, 0.25, 0.3, 400, "worse than it gets")]
    public void ReINVITEs_from_both_sides_all_come_to_an_end(int seed, double loss, double duplication, int delay, string what)
    {
        var network = new SimulatedNetwork(seed, loss, duplication, delay);
        var (caller, called) = (network.Add(), network.Add());
        var random = new Random(seed);
        foreach (var side in (SimulatedNetwork.Node[])[caller, called])
        {
            side.OnEvent = happened =>
            {
                switch (happened)
                {
                    case InviteReceived invite:
                        side.Respond(invite.Request, Answer);
                        break;

                    case ReinviteReceived again:
                        network.Plan(TimeSpan.FromMilliseconds(random.Next(300)), () => side.Respond(again.Request, random.Next(4) == 0 ? new SipReply(488) : Answer));
                        break;

                    case LegOffered offered:
                        network.Plan(TimeSpan.FromMilliseconds(random.Next(300)), () => side.Do(core => core.Acknowledge(offered.Leg, "application/sdp", Sdp, network.Now)));
                        break;
                }
            };
        }

        void Change(SimulatedNetwork.Node side, SipLegId leg) => // at nearly the same moment on both sides, so that many cross
            network.Plan(TimeSpan.FromMilliseconds(5000 + random.Next(100)), () => side.Do(core => core.Reinvite(leg, "application/sdp", random.Next(2) == 0 ? Sdp : default, network.Now)));

        for (var call = 0; call < Calls; call++)
        {
            network.Plan(TimeSpan.FromMilliseconds(call * 20), () =>
            {
                var leg = caller.Call(called, Sdp);
                Change(caller, leg);
                network.Plan(TimeSpan.FromSeconds(120), () => caller.HangUp(leg));
            });
        }

        network.Plan(TimeSpan.FromSeconds(4), () =>
        {
            foreach (var invite in called.Happened.OfType<InviteReceived>())
            {
                Change(called, invite.Leg);
            }
        });
        network.Run();

        foreach (var side in (SimulatedNetwork.Node[])[caller, called])
        {
            side.Happened.OfType<LegEnded>().Select(ended => ended.Leg).Should().OnlyHaveUniqueItems().And.HaveCount(Calls, what);
            Outcomes(side).Should().BeGreaterThan(Calls * 4 / 5, "a re-INVITE is answered, or refused: {0}", what);
            side.Core.Living.Should().Be((0, 0, 0, 0));
            side.Core.NextDeadline.Should().BeNull();
            side.Counters[SipCounter.Faults].Should().Be(0);
        }

        if (loss == 0)
        {
            caller.Happened.OfType<ReinviteRefused>().Should().OnlyContain(refused => refused.Response!.Status == 488, "a 491 is tried again");
            (Outcomes(caller) + Outcomes(called)).Should().Be(3 * Calls, "each side's re-INVITE, and the caller's first one");
        }

        static int Outcomes(SimulatedNetwork.Node side) =>
            side.Happened.Count(happened => happened is LegAnswered or LegOffered or ReinviteRefused);
    }

    [Theory]
    [InlineData(31, 0, 0, 1, "a perfect network")]
    [InlineData(32, 0.1, 0.1, 50, "one datagram of ten lost")]
    [InlineData(33, 0.2, 0.2, 200, "all of it")]
    [InlineData(34, 0.25, 0.3, 400, "worse than it gets")]
    public void Every_REFER_has_one_outcome_and_nothing_remains(int seed, double loss, double duplication, int delay, string what)
    {
        var network = new SimulatedNetwork(seed, loss, duplication, delay);
        var random = new Random(seed);
        var clinic = network.Add();
        var carrier = network.Add(new SipUserAgentOptions { Methods = [SipMethods.Options, SipMethods.Refer] });
        var queue = network.Add();
        var transfers = new Dictionary<SipLegId, SipLegId>(); // the carrier's second leg, and the first one
        clinic.OnEvent = happened =>
        {
            switch (happened)
            {
                case InviteReceived invite:
                    clinic.Respond(invite.Request, Answer);
                    break;

                case LegConfirmed confirmed:
                    var referral = new SipReferral { Target = queue.Local.ToUri(), WantsNotifications = random.Next(4) > 0, EndWithin = TimeSpan.FromSeconds(30) };
                    clinic.Do(core => core.Refer(confirmed.Leg, referral, network.Now));
                    break;

                case ReferEnded { Outcome: not SipReferOutcome.LegOver } ended:
                    clinic.HangUp(ended.Leg);
                    break;
            }
        };
        carrier.OnEvent = happened =>
        {
            switch (happened)
            {
                case RequestReceived { Leg: { } leg } refer:
                    NameAddress.TryParse(refer.Message.Headers.Get(SipHeaderNames.ReferTo)!, out _).Should().BeTrue();
                    carrier.Respond(refer.Request, new SipReply(random.Next(10) == 0 ? 603 : 202));
                    if (random.Next(10) > 0) // some forget it, and stay silent
                    {
                        transfers[carrier.Call(queue, Sdp)] = leg;
                    }

                    break;

                case LegProgressed progressed:
                    carrier.Do(core => core.NotifyReferrer(transfers[progressed.Leg], progressed.Response.Status, network.Now));
                    break;

                case LegAnswered { Leg: var second } when transfers.TryGetValue(second, out var first):
                    carrier.Do(core => core.NotifyReferrer(first, 200, network.Now));
                    network.Plan(TimeSpan.FromSeconds(60), () => carrier.HangUp(second));
                    break;

                case LegEnded { Response: { } refusal } ended when transfers.TryGetValue(ended.Leg, out var referred):
                    carrier.Do(core => core.NotifyReferrer(referred, refusal.Status, network.Now));
                    break;
            }
        };
        queue.OnEvent = happened =>
        {
            if (happened is InviteReceived invite)
            {
                queue.Respond(invite.Request, new SipReply(180));
                network.Plan(TimeSpan.FromMilliseconds(random.Next(3000)), () => queue.Respond(invite.Request, random.Next(3) == 0 ? new SipReply(486) : Answer));
            }
        };
        for (var call = 0; call < Calls; call++)
        {
            network.Plan(TimeSpan.FromMilliseconds(call * 50), () => carrier.Call(clinic, Sdp));
        }

        network.Run();

        var outcomes = clinic.Happened.OfType<ReferEnded>().ToList();
        outcomes.Select(ended => ended.Leg).Should().OnlyHaveUniqueItems().And.HaveCount(Calls, what);
        outcomes.Select(ended => ended.Outcome).Distinct().Should()
            .Contain([SipReferOutcome.Succeeded, SipReferOutcome.Failed, SipReferOutcome.Refused, SipReferOutcome.Timeout, SipReferOutcome.Accepted]);
        clinic.Happened.OfType<LegEnded>().Should().HaveCount(Calls);
        foreach (var side in (SimulatedNetwork.Node[])[clinic, carrier, queue])
        {
            side.Core.Living.Should().Be((0, 0, 0, 0));
            side.Core.NextDeadline.Should().BeNull();
        }
    }

    /// <summary>RFC 3725 section 4.4, flow IV: the proxy leaves the media path of a call that it has answered already.</summary>
    [Theory]
    [InlineData(41, 0, 0, 1, "a perfect network")]
    [InlineData(42, 0.1, 0.1, 50, "one datagram of ten lost")]
    [InlineData(43, 0.2, 0.2, 200, "all of it")]
    public void Caller_and_agent_are_joined_and_each_has_the_others_description(int seed, double loss, double duplication, int delay, string what)
    {
        var network = new SimulatedNetwork(seed, loss, duplication, delay);
        var (proxy, caller, agent) = (network.Add(), network.Add(), network.Add());
        var pairs = new Dictionary<SipLegId, SipLegId>(); // each leg of the proxy's, and its other one
        var offered = new Dictionary<SipLegId, LegOffered>(); // by the caller's leg
        proxy.OnEvent = happened =>
        {
            switch (happened)
            {
                case InviteReceived invite:
                    proxy.Respond(invite.Request, Answer);
                    break;

                case LegConfirmed confirmed: // the AI is done: the agent is called without an offer
                    var second = proxy.Call(agent);
                    (pairs[second], pairs[confirmed.Leg]) = (confirmed.Leg, second);
                    break;

                case LegOffered offer: // the agent's description goes to the caller
                    offered[pairs[offer.Leg]] = offer;
                    proxy.Do(core => core.Reinvite(pairs[offer.Leg], "application/sdp", offer.Response.Body, network.Now));
                    break;

                case LegAnswered answered: // and the caller's to the agent
                    proxy.Do(core => core.Acknowledge(offered[answered.Leg].Leg, "application/sdp", answered.Response.Body, network.Now));
                    break;

                case LegEnded ended:
                    proxy.HangUp(pairs[ended.Leg]);
                    break;
            }
        };
        caller.OnEvent = happened =>
        {
            switch (happened)
            {
                case ReinviteReceived again:
                    Encoding.ASCII.GetString(again.Invite.Body.Span).Should().Be("agent");
                    caller.Respond(again.Request, new SipReply(200) { ContentType = "application/sdp", Body = "caller"u8.ToArray() });
                    break;

                case LegConfirmed confirmed:
                    network.Plan(TimeSpan.FromSeconds(60), () => caller.HangUp(confirmed.Leg));
                    break;
            }
        };
        agent.OnEvent = happened =>
        {
            if (happened is InviteReceived invite)
            {
                agent.Respond(invite.Request, new SipReply(180));
                network.Plan(TimeSpan.FromSeconds(1), () => agent.Respond(invite.Request, new SipReply(200) { ContentType = "application/sdp", Body = "agent"u8.ToArray() }));
            }
        };
        for (var call = 0; call < Calls; call++)
        {
            network.Plan(TimeSpan.FromMilliseconds(call * 50), () => caller.Call(proxy, Sdp));
        }

        network.Run();

        var joined = agent.Happened.OfType<LegConfirmed>().Select(confirmed => Encoding.ASCII.GetString(confirmed.Ack.Body.Span)).ToList();
        joined.Should().HaveCount(Calls, what).And.OnlyContain(answer => answer == "caller");
        foreach (var side in (SimulatedNetwork.Node[])[proxy, caller, agent])
        {
            side.Happened.OfType<LegEnded>().Select(ended => ended.Reason).Distinct().Should().BeSubsetOf([SipLegEndReason.LocalBye, SipLegEndReason.RemoteBye]);
            side.Core.Living.Should().Be((0, 0, 0, 0));
            side.Core.NextDeadline.Should().BeNull();
        }
    }

    private static ReadOnlyMemory<byte> Sdp => "v=0"u8.ToArray();

    private static SipReply Answer => new(200) { ContentType = "application/sdp", Body = Sdp };
}

using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Whatever carrier, colleague and media plane do, in whatever order: seeded, on virtual time.</summary>
public sealed class TransferSimulationTests
{
    private const int Worlds = 20_000;

    [Fact]
    public void In_no_order_is_a_leg_left_or_a_caller_stranded()
    {
        var seen = new HashSet<(CallState, string)>();
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new TransferWorld(seed);
            world.Run(steps: 40);
            world.Settle();

            var state = world.Machine.State;
            state.Should().BeOneOf([CallState.Talking, CallState.Joined, CallState.Over], "a transfer comes to an end by itself: seed {0}", seed);
            if (state is CallState.Talking)
            {
                (world.CallerHears, world.IsAgentUp, world.IsMediaOpen).Should().Be(("proxy", false, true), "the caller is back: seed {0}", seed);
            }
            else if (state is CallState.Joined)
            {
                world.IsAgentUp.Should().BeTrue("seed {0}", seed);
                (world.CallerHears == "proxy").Should().Be(world.IsMediaOpen, "either this node has its sound, or it has none of it: seed {0}", seed);
            }

            seen.Add((state, $"{world.Machine.EndedBecause}"));
            world.HangUpCaller();
            world.Machine.State.Should().Be(CallState.Over, "seed {0}", seed);
            (world.IsCallerUp, world.IsAgentUp, world.IsMediaOpen).Should().Be((false, false, false), "nothing is left: seed {0}", seed);
            world.Effects.OfType<Forget>().Should().ContainSingle("seed {0}", seed);
            world.Effects.OfType<Record>().Count(record => record.Event is CallEnded).Should().Be(1, "seed {0}", seed);
        }

        seen.Should().Contain([(CallState.Talking, ""), (CallState.Joined, ""), (CallState.Over, "Transferred"), (CallState.Over, "AgentHungUp"), (CallState.Over, "TransferLost"), (CallState.Over, "ApologyPlayed")]);
    }

    /// <summary>What is begun is ended on record and in the counters, and a voice AI whose wish failed hears of it.</summary>
    [Fact]
    public void Every_way_that_was_tried_has_one_outcome_and_every_wish_one_end()
    {
        var outcomes = new HashSet<(TransferWay, TransferOutcome)>();
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new TransferWorld(seed);
            world.Run(steps: 40);
            world.Settle();
            world.HangUpCaller();

            var tried = world.Effects.Count(effect => effect is ReferCaller or OfferBridge || effect is CallAgent { Offer: null });
            var counted = world.Effects.OfType<CountTransfer>().ToList();
            counted.Should().HaveCount(tried, "seed {0}", seed);
            var records = world.Effects.OfType<Record>().Select(record => record.Event).ToList();
            records.Count(record => record is TransferFailed or TransferSucceeded).Should().Be(tried, "seed {0}", seed);
            var begun = records.Count(record => record is TransferBegan);
            var ended = counted.Count(count => count.Outcome is TransferOutcome.Succeeded or TransferOutcome.Abandoned or TransferOutcome.Unknown);
            ended.Should().BeLessThanOrEqualTo(begun, "seed {0}", seed);
            world.Effects.OfType<ResumeMedia>().Count().Should().BeLessThanOrEqualTo(begun - ended, "seed {0}", seed);
            outcomes.UnionWith(counted.Select(count => (count.Way, count.Outcome)));
        }

        outcomes.Should().HaveCount(10, "three ways and three outcomes, and one that only a carrier's REFER has");
    }
}

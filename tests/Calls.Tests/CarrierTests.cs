using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Tests;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Callers that are not ours, and many of them.</summary>
public sealed class CarrierTests
{
    [Fact]
    public async Task SIPps_own_caller_is_served()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        const int Calls = 50;
        await using var clinic = Clinic.Open();

        var (exitCode, output) = await Sipp.RunAsync(
            Clinic.Soon, "-sn", "uac", "-s", "clinic", $"127.0.0.1:{clinic.Port}", "-m", $"{Calls}", "-r", "50", "-d", "200");

        exitCode.Should().Be(0, output);
        for (var call = 0; call < Calls; call++)
        {
            await clinic.Media.Closed.Reader.ReadAsync(Clinic.Soon);
        }

        clinic.Server.Counters.Answered.Should().Be(Calls);
        clinic.Server.Counters.Faults.Should().Be(0);
        clinic.Sip.Counters[SipCounter.Faults].Should().Be(0);
        clinic.Audit.Events.OfType<CallStarted>().Count().Should().Be(Calls);
    }

    [Fact]
    public async Task SIPps_own_caller_of_an_unknown_number_is_refused()
    {
        Assert.SkipUnless(Sipp.IsHere, Sipp.Missing);
        await using var clinic = Clinic.Open();

        var (exitCode, _) = await Sipp.RunAsync(Clinic.Soon, "-sn", "uac", "-s", "stranger", $"127.0.0.1:{clinic.Port}", "-m", "1");

        exitCode.Should().Be(1, "one call failed");
        clinic.Server.Counters[CallRefusalReason.UnknownTenant].Should().Be(1);
    }

    [Fact]
    public async Task Baresip_calls_talks_and_hangs_up()
    {
        Assert.SkipUnless(Baresip.IsHere, Baresip.Missing);
        await using var clinic = Clinic.Open();

        var output = await Baresip.CallAsync($"sip:clinic@127.0.0.1:{clinic.Port}", seconds: 2, Clinic.Soon);

        clinic.Server.Counters.Answered.Should().Be(1, output);
        (await clinic.Audit.WaitForAsync<CallEnded>(Clinic.Soon)).Reason.Should().Be(AuditLabel.Of(CallEndReason.CallerHungUp), output);
        clinic.Media.Opened.Single().Sdp.Reveal().Should().Contain("PCMU/8000");
        clinic.Sip.Counters[SipCounter.MalformedAnswered].Should().Be(0);
        clinic.Sip.Counters[SipCounter.MalformedIgnored].Should().Be(0);
    }

    /// <summary>Short timers, so that what waits for repetitions is over soon.</summary>
    [Fact]
    public async Task After_1000_calls_no_transaction_dialog_call_or_pin_remains()
    {
        const int Calls = 1_000;
        var timers = new Sip.Transactions.SipTimers { T1 = TimeSpan.FromMilliseconds(20), T2 = TimeSpan.FromMilliseconds(80), T4 = TimeSpan.FromMilliseconds(100) };
        await using var clinic = Clinic.Open(new CallOptions { MaximumCalls = Calls }, timers: timers);
        var weak = await MakeCallsAsync(clinic, Calls);

        clinic.Server.ActiveCalls.Should().Be(0);
        await UntilAsync(async () => await clinic.Sip.CountLivingAsync(Clinic.Soon) == (0, 0, 0, 0));
        await UntilAsync(async () => await clinic.Caller.CountLivingAsync(Clinic.Soon) == (0, 0, 0, 0));
        (clinic.Server.Counters.Answered + clinic.Server.Counters[CallRefusalReason.UnknownTenant] + clinic.Server.Counters[CallEndReason.CallerCanceled])
            .Should().BeGreaterThanOrEqualTo(Calls);
        var revision = clinic.Store.Policies[0].Revision;
        clinic.RemovePolicy();
        clinic.Store.Find("clinic", revision).Should().BeNull("no call holds it any more");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        weak.Count(request => request.IsAlive).Should().BeLessThan(5, "only what a loop's last step still holds");
    }

    /// <summary>Three of four calls are answered and hung up, every eighth is cancelled at once, every eighth is of no tenant.</summary>
    private static async Task<List<WeakReference>> MakeCallsAsync(Clinic clinic, int calls)
    {
        var weak = new List<WeakReference>();
        clinic.Media.OnOpen = (offer, _) =>
        {
            lock (weak)
            {
                weak.Add(new WeakReference(offer));
            }

            return Task.FromResult<MediaControl.MediaReply>(new MediaControl.MediaAccepted(new(FakeMediaPlane.Answer)));
        };
        var hangingUp = HangUpAsync(clinic, calls);
        for (var call = 0; call < calls; call++)
        {
            var leg = await clinic.CallAsync(call % 8 == 1 ? "stranger" : "clinic");
            if (call % 8 == 0)
            {
                clinic.Caller.HangUp(leg);
            }
        }

        await hangingUp;
        await UntilAsync(() => Task.FromResult(clinic.Server.ActiveCalls == 0));
        while (clinic.Media.Opened.TryDequeue(out _))
        {
            // the fake's own memory is not what is looked at
        }

        return weak;
    }

    private static async Task HangUpAsync(Clinic clinic, int calls)
    {
        for (var over = 0; over < calls;)
        {
            switch (await clinic.Caller.Events.ReadAsync(Clinic.Soon))
            {
                case LegAnswered answered:
                    clinic.Caller.HangUp(answered.Leg);
                    break;

                case LegEnded:
                    over++;
                    break;
            }
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var soon = Clinic.Soon;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(soon);
        }
    }
}

using System.Text;
using CompliantVoiceProxy.Calls.Transfers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Transactions;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>A thousand transfers in a row leave nothing. Alone, as the whole process's memory is looked at.</summary>
[Collection(nameof(Alone))]
public sealed class ManyTransfersTests(ITestOutputHelper output)
{
    private const int Half = 500;

    /// <summary>Half of what one leg with its dialog holds; what the runtime's own pools still grow by lies below it.</summary>
    private const int MostBytesEach = 1_000;

    [Theory]
    [InlineData(TransferWay.Refer)]
    [InlineData(TransferWay.Direct)]
    [InlineData(TransferWay.Anchor)]
    public async Task Memory_is_flat_and_no_call_leg_or_transaction_remains(TransferWay way)
    {
        var timers = new SipTimers { T1 = TimeSpan.FromMilliseconds(20), T2 = TimeSpan.FromMilliseconds(80), T4 = TimeSpan.FromMilliseconds(100) };
        await using var clinic = Clinic.Open(timers: timers, ways: way.ToString().ToLowerInvariant(), takesRefer: true);
        using var over = new CancellationTokenSource();
        var peers = Task.WhenAll(CarryAsync(clinic.Caller, over.Token), AnswerAsync(clinic.Colleague, over.Token));

        await TransferAsync(clinic);
        var before = await RestAsync(clinic);
        await TransferAsync(clinic);
        var after = await RestAsync(clinic);

        output.WriteLine($"{way}: {(after - before) / Half} bytes a transfer");
        ((after - before) / Half).Should().BeLessThan(MostBytesEach);
        clinic.Server.Counters[way, TransferOutcome.Succeeded].Should().Be(2 * Half);
        clinic.Server.Counters.Faults.Should().Be(0);
        clinic.Sip.Counters[SipCounter.Faults].Should().Be(0);
        await over.CancelAsync();
        await peers;
    }

    private static async Task TransferAsync(Clinic clinic)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)); // one for all: its timer is memory too
        var call = new SipCallRequest { Target = clinic.UriOf("clinic"), Body = Encoding.UTF8.GetBytes(Clinic.Offer) };
        for (var transfer = 0; transfer < Half; transfer++)
        {
            await clinic.Caller.InviteAsync(call, patience.Token);
            TransferTests.Want(clinic, await clinic.Media.Started.Reader.ReadAsync(patience.Token));
            await clinic.Media.Closed.Reader.ReadAsync(patience.Token);
        }
    }

    /// <summary>Waits until all is over.</summary>
    /// <returns>The bytes in use.</returns>
    private static async Task<long> RestAsync(Clinic clinic)
    {
        foreach (var endpoint in (SipEndpoint[])[clinic.Sip, clinic.Caller, clinic.Colleague])
        {
            await TransferTests.UntilAsync(async () => await endpoint.CountLivingAsync(Clinic.Soon) == (0, 0, 0, 0));
        }

        clinic.Server.ActiveCalls.Should().Be(0);
        clinic.Audit.Events.Clear(); // the fakes' own memory is not what is looked at
        clinic.Media.Opened.Clear();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>A carrier that takes every REFER and every re-INVITE.</summary>
    private static async Task CarryAsync(SipEndpoint carrier, CancellationToken cancellationToken)
    {
        await foreach (var happened in UntilAsync(carrier, cancellationToken))
        {
            switch (happened)
            {
                case RequestReceived { Leg: { } leg } refer:
                    carrier.Respond(refer.Request, new SipReply(202));
                    carrier.NotifyReferrer(leg, 200);
                    break;

                case ReinviteReceived again:
                    carrier.Respond(again.Request, TransferTests.Answer(Clinic.Offer));
                    break;
            }
        }
    }

    /// <summary>A colleague that hangs up as soon as it hears the caller.</summary>
    private static async Task AnswerAsync(SipEndpoint colleague, CancellationToken cancellationToken)
    {
        await foreach (var happened in UntilAsync(colleague, cancellationToken))
        {
            switch (happened)
            {
                case InviteReceived invite:
                    colleague.Respond(invite.Request, TransferTests.Answer(invite.Invite.Body.IsEmpty ? Clinic.Offer : Encoding.UTF8.GetString(invite.Invite.Body.Span)));
                    break;

                case LegConfirmed confirmed:
                    colleague.HangUp(confirmed.Leg);
                    break;
            }
        }
    }

    private static async IAsyncEnumerable<SipEvent> UntilAsync(SipEndpoint endpoint, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            SipEvent happened;
            try
            {
                happened = await endpoint.Events.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            yield return happened;
        }
    }
}

using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>Kills the voice AI in the middle of its answer, call after call, and takes down when the caller heard something again and when people's telephone rang.</summary>
/// <param name="onCall">Told how many calls are done.</param>
internal sealed class FailoverBench(Utterance said, int calls, Action<int> onCall) : IProgress<RealtimeObservation>
{
    private const double AudibleDbov = -50;
    private static readonly TimeSpan IntoTheAnswer = TimeSpan.FromSeconds(1);

    private long _diedAt;

    /// <exception cref="IOException">A port or a folder cannot be had, or a call was not answered.</exception>
    public async Task<IReadOnlyList<LossTimes>> RunAsync(CancellationToken cancellationToken)
    {
        await using var queue = SipEndpoint.Start(new SipEndpointOptions { Listen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))] }, TimeProvider.System);
        await using var rig = await BenchRig.StartAsync(
            new RealtimeServerOptions
            {
                AnswerDelay = TimeSpan.Zero,
                Pace = 1,
                Answers = [new RealtimeAnswer(ConversationBench.Hum(TimeSpan.FromSeconds(8)), "Hum.")],
                Observer = this,
            },
            queue.LocalEndPoints[0],
            cancellationToken);
        var times = new List<LossTimes>();
        for (var call = 0; call < calls; call++)
        {
            times.Add(await LoseAsync(rig, queue, cancellationToken));
            onCall(call + 1);
        }

        return times;
    }

    public void Report(RealtimeObservation value)
    {
        if (value is ConnectionClosed)
        {
            Interlocked.CompareExchange(ref _diedAt, value.Timestamp, 0);
        }
    }

    private async Task<LossTimes> LoseAsync(BenchRig rig, SipEndpoint queue, CancellationToken cancellationToken)
    {
        rig.VoiceAi.Faults = RealtimeFaults.None;
        await using var call = await rig.CallAsync(cancellationToken);
        var answered = TimeProvider.System.GetTimestamp();
        await call.PlayAsync(said.Sound, cancellationToken);
        await Task.Delay(IntoTheAnswer, cancellationToken);
        Interlocked.Exchange(ref _diedAt, 0);
        rig.VoiceAi.Faults = new RealtimeFaults { DiesAfter = MediaTime.Zero, RefusesWith = 503 };
        var ringing = await RingsAsync(queue, cancellationToken);
        var died = Interlocked.Read(ref _diedAt);
        await Task.Delay(IntoTheAnswer, cancellationToken); // what the caller hears is heard
        var heard = call.Recording();
        await BenchRig.HangUpAsync(call, cancellationToken);
        var sinceAnswer = TimeProvider.System.GetElapsedTime(answered, died);
        return new LossTimes(SoundAfter(heard, sinceAnswer) - sinceAnswer, TimeProvider.System.GetElapsedTime(died, ringing));
    }

    private static async Task<long> RingsAsync(SipEndpoint queue, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(BenchRig.AnswerPatience);
        while (true)
        {
            if (await queue.Events.ReadAsync(patience.Token) is InviteReceived invite)
            {
                var at = TimeProvider.System.GetTimestamp();
                queue.Respond(invite.Request, new SipReply(180));
                return at;
            }
        }
    }

    /// <returns>When something is heard again after the answer broke off.</returns>
    private static TimeSpan SoundAfter(WavFile heard, TimeSpan from)
    {
        var frame = heard.SampleRate / 100;
        var at = (int)(from.TotalMilliseconds / 10);
        while (at * frame < heard.Samples.Length && IsAudible(at))
        {
            at++; // what was on its way
        }

        while ((at + 1) * frame <= heard.Samples.Length && !IsAudible(at))
        {
            at++;
        }

        return TimeSpan.FromMilliseconds(10 * at);

        bool IsAudible(int index) => (index + 1) * frame <= heard.Samples.Length && AudioLevel.RmsDbov(heard.Samples.Span.Slice(index * frame, frame)) > AudibleDbov;
    }
}

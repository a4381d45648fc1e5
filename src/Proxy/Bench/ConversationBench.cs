using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>
/// Talks with a voice AI of fixed delay: by telephone through the proxy, and with the same endpointer directly. Takes down how long the caller waits for the
/// answer either way, how soon an answer stops that is spoken over, and how soon people's telephone rings when the voice AI dies.
/// </summary>
/// <param name="onStep">Told of every turn that was taken: how many, of how many.</param>
internal sealed class ConversationBench(IReadOnlyList<Utterance> utterances, int turns, TimeSpan answerDelay, Action<int, int> onStep)
{
    private static readonly TimeSpan BetweenTurns = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan IntoTheAnswer = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan LongAnswer = TimeSpan.FromSeconds(8);

    private int Interruptions => Math.Max(1, turns / 2);

    private int Losses => Math.Max(1, turns / 4);

    private int Steps => (2 * turns) + Interruptions + Losses;

    /// <exception cref="IOException">A port or a folder cannot be had, or the call was not answered.</exception>
    public async Task<ConversationTimes> RunAsync(CancellationToken cancellationToken)
    {
        await using var rig = await BenchRig.StartAsync(
            new RealtimeServerOptions { AnswerDelay = answerDelay, Answers = [new RealtimeAnswer(Hum(TimeSpan.FromSeconds(1)), "Hum.")] }, queue: null, cancellationToken);
        var through = await ThroughTheProxyAsync(rig, cancellationToken);
        var direct = await DirectlyAsync(rig, cancellationToken);
        await using var talkative = await BenchRig.StartAsync(
            new RealtimeServerOptions { AnswerDelay = answerDelay, Answers = [new RealtimeAnswer(Hum(LongAnswer), "Hum.")] }, queue: null, cancellationToken);
        var stops = await InterruptAsync(talkative, cancellationToken);
        var losses = await new FailoverBench(utterances[0], Losses, done => onStep((2 * turns) + Interruptions + done, Steps)).RunAsync(cancellationToken);
        return new ConversationTimes(through, direct, stops, losses);
    }

    private async Task<List<TimeSpan>> ThroughTheProxyAsync(BenchRig rig, CancellationToken cancellationToken)
    {
        var waits = new List<TimeSpan>();
        await using var call = await rig.CallAsync(cancellationToken);
        for (var turn = 0; turn < turns; turn++)
        {
            var said = utterances[turn % utterances.Count];
            var played = await call.PlayAsync(said.Sound, cancellationToken);
            while (await call.NextSpeechAsync(BenchRig.AnswerPatience, cancellationToken) is { } heard)
            {
                var wait = heard.Start - (played.Start + said.SpeechEnd);
                if (wait > TimeSpan.Zero)
                {
                    waits.Add(wait);
                    break; // what was heard before was the answer to a part, taken back when the caller went on
                }
            }

            onStep(turn + 1, Steps);
            await Task.Delay(BetweenTurns, cancellationToken);
        }

        await BenchRig.HangUpAsync(call, cancellationToken);
        return waits;
    }

    private async Task<List<TimeSpan>> DirectlyAsync(BenchRig rig, CancellationToken cancellationToken)
    {
        var waits = new List<TimeSpan>();
        using var talk = await DirectTalk.OpenAsync(
            rig.VoiceAi.Url, rig.Node.Speech.CreateVoiceActivityDetector(), new TurnPolicy().EndSilenceComplete, cancellationToken);
        for (var turn = 0; turn < turns; turn++)
        {
            waits.Add(await talk.SayAsync(utterances[turn % utterances.Count], cancellationToken));
            onStep(turns + turn + 1, Steps);
        }

        return waits;
    }

    /// <returns>From the first sound of the interruption to the last of the answer, as the caller hears it.</returns>
    private async Task<List<TimeSpan>> InterruptAsync(BenchRig rig, CancellationToken cancellationToken)
    {
        var stops = new List<TimeSpan>();
        for (var turn = 0; turn < Interruptions; turn++)
        {
            var said = utterances[turn % utterances.Count];
            await using var call = await rig.CallAsync(cancellationToken);
            var answeredAt = call.Elapsed;
            var first = await call.PlayAsync(said.Sound, cancellationToken);
            await Task.Delay(first.Start + said.SpeechEnd + TimeSpan.FromSeconds(0.5) + IntoTheAnswer - call.Elapsed, cancellationToken);
            var over = await call.PlayAsync(said.Sound, cancellationToken);
            if (StoppedAfter(call.Recording(), over.Start + said.SpeechStart - answeredAt) is { } stopped)
            {
                stops.Add(stopped);
            }

            await BenchRig.HangUpAsync(call, cancellationToken);
            onStep((2 * turns) + turn + 1, Steps);
        }

        return stops;
    }

    /// <returns>Null when there was no answer to interrupt.</returns>
    private static TimeSpan? StoppedAfter(WavFile heard, TimeSpan onset)
    {
        var frame = heard.SampleRate / 100;
        var at = (int)(onset.TotalMilliseconds / 10);
        var first = at;
        while ((at + 1) * frame <= heard.Samples.Length && AudioLevel.RmsDbov(heard.Samples.Span.Slice(at * frame, frame)) > -50)
        {
            at++;
        }

        return at == first ? null : TimeSpan.FromMilliseconds(10 * (at - first));
    }

    public static WavFile Hum(TimeSpan duration)
    {
        const int Rate = 24_000;
        var samples = new short[(int)(Rate * duration.TotalSeconds)];
        new ToneGenerator(440, levelDbov: -20, Rate).Fill(samples, ends: true);
        return new WavFile(samples, Rate);
    }
}

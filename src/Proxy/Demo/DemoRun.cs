using System.Net;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>
/// One whole call on this machine: a caller plays the test utterances over SIP, the proxy stands between, a small voice AI answers. The demo knows what the
/// caller says from the test call's own transcripts; from the proxy it gets what the voice AI gets and no more.
/// </summary>
internal sealed class DemoRun(TestCall call, DemoFolder folder, DemoScreen screen) : IProgress<RealtimeObservation>
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<DemoTurn> _turns = [];
    private int _stretchesSeen;

    /// <summary>Runs the call to its end.</summary>
    /// <exception cref="IOException">A port or a folder cannot be had, or the call was not answered.</exception>
    public async Task<DemoOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var voiceAi = await RealtimeServer.StartAsync(
            new RealtimeServerOptions { Answers = [.. call.Agent.Select(answer => new RealtimeAnswer(answer.Sound, answer.Text))], Observer = this }, cancellationToken);
        folder.WritePolicy(voiceAi.Url);
        await using var node = await ProxyNode.StartAsync(NodeOptions, isReady: null, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        node.Media.TurnSent = OnTurnSent;
        await using var phone = SipPhone.Start(new SipPhoneOptions(), TimeProvider.System);
        await using var talk = await phone.CallAsync(Address(node), new PhoneCallOptions { AnswerWithin = AnswerPatience }, cancellationToken);
        if (!await talk.Answered)
        {
            throw new IOException($"The proxy did not take the call: {(await talk.Ended).Reason}.");
        }

        var answeredAt = talk.Elapsed;
        var played = new List<(TestUtterance Utterance, TimeSpan At)>();
        foreach (var utterance in call.Patient)
        {
            var at = await TakeTurnAsync(utterance, talk, voiceAi, cancellationToken);
            played.Add((utterance, at - answeredAt));
        }

        talk.HangUp();
        await talk.Ended.WaitAsync(AnswerPatience, cancellationToken);
        var recordings = voiceAi.Recordings;
        return new DemoOutcome(_turns, Lay(played), Join(recordings.SelectMany(recording => recording.Turns)), talk.Recording(), [.. recordings.SelectMany(recording => recording.Texts)]);
    }

    /// <summary>What the voice AI tells as it happens, on its own loop.</summary>
    public void Report(RealtimeObservation value)
    {
        switch (value)
        {
            case TextRead read:
                Change(turn => turn with { Read = Joined(turn.Read, read.Text) }); // a long pause makes two turns of one utterance
                break;
            case AnswerBegun answer:
                Change(turn => turn with { Answer = Joined(turn.Answer, answer.Transcript) });
                break;
        }
    }

    private ProxyNodeOptions NodeOptions => new()
    {
        SipListen = [new SipListenAddress(new IPEndPoint(IPAddress.Loopback, 0))],
        PoliciesFolder = folder.Policies,
        AuditStorePath = folder.AuditStore,
        MediaPorts = (30_000, 30_999),
    };

    private static SipUri Address(ProxyNode node) =>
        SipUri.TryParse($"sip:clinic@{node.Sip.LocalEndPoints[0]}", out var uri) ? uri : throw new IOException("The proxy has no address.");

    /// <returns>When the utterance began, since the call was placed.</returns>
    private async Task<TimeSpan> TakeTurnAsync(TestUtterance utterance, PhoneCall talk, RealtimeServer voiceAi, CancellationToken cancellationToken)
    {
        Add(new DemoTurn(_turns.Count + 1, utterance));
        var played = await talk.PlayAsync(utterance.Sound, cancellationToken);
        var answer = await talk.NextSpeechAsync(AnswerPatience, cancellationToken);
        var lastWord = played.Start + utterance.Parts[^1].Interval.End.ToTimeSpan();
        var stretches = ReleasedStretch.ReadAll(folder.AuditStore).Skip(_stretchesSeen).ToList();
        _stretchesSeen += stretches.Count;
        Change(turn => turn with
        {
            Sent = TimeLine.Draw(stretches),
            Planted = stretches.Count > 0 && FindBeginning(utterance, voiceAi, stretches) is { } begins ? TimeLine.DrawPlanted(stretches, utterance, begins) : null,
            Latency = answer is { } heard ? heard.Start - lastWord : null,
        });
        return played.Start;
    }

    // By the sound itself: the proxy's media time and the caller's clock have nothing in common.
    private static MediaTime? FindBeginning(TestUtterance utterance, RealtimeServer voiceAi, List<ReleasedStretch> stretches) =>
        voiceAi.Recordings.SelectMany(recording => recording.Turns).LastOrDefault() is { } turn
        && SoundRule.Find(utterance, new WavFile(turn.Samples, turn.SampleRate)) is { } place
            ? stretches[0].Interval.Start + place
            : null;

    private void OnTurnSent(TurnTimings timings) => Change(turn => turn with { Clearing = timings.Sent });

    private void Add(DemoTurn turn)
    {
        lock (_lock)
        {
            _turns.Add(turn);
            screen.Update(turn);
        }
    }

    private void Change(Func<DemoTurn, DemoTurn> change)
    {
        lock (_lock)
        {
            if (_turns.Count > 0)
            {
                _turns[^1] = change(_turns[^1]);
                screen.Update(_turns[^1]);
            }
        }
    }

    private static string Joined(string? before, string text) => before is null ? text : $"{before} {text}";

    private static WavFile Join(IEnumerable<ReceivedTurn> turns)
    {
        var all = turns.ToList();
        return new WavFile(all.SelectMany(turn => turn.Samples.ToArray()).ToArray(), all.Count == 0 ? 24_000 : all[0].SampleRate);
    }

    private static WavFile Lay(List<(TestUtterance Utterance, TimeSpan At)> played)
    {
        const int Rate = 8_000;
        var samples = new List<short>();
        foreach (var (utterance, at) in played)
        {
            samples.AddRange(new short[Math.Max(0, MediaTime.FromTimeSpan(at).ToSamples(Rate) - samples.Count)]);
            samples.AddRange(Resampler.Convert(utterance.Sound.Samples.Span, utterance.Sound.SampleRate, Rate));
        }

        return new WavFile(samples.ToArray(), Rate);
    }
}

using System.Collections.Concurrent;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Probe.Realtime;
using CompliantVoiceProxy.Speech;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>Whatever fails, nothing uncleared leaves and the caller is not left in silence.</summary>
public sealed class FaultTests
{
    private static readonly WavFile Speech = SpeechModels.TestAudio("patient-2-birth.wav");

    [Fact]
    public Task When_the_transcriber_throws_only_masks_leave_and_the_AI_still_answers() =>
        OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(new FakeTranscriber((_, _) => throw new SpeechException("the model is gone")));

    [Fact]
    public async Task When_the_transcriber_hangs_only_masks_leave_and_the_AI_still_answers()
    {
        using var never = new ManualResetEventSlim();
        await OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(new FakeTranscriber((_, cancellation) =>
        {
            never.Wait(cancellation);
            throw new OperationCanceledException(cancellation);
        }));
    }

    [Fact]
    public async Task When_the_transcriber_answers_late_its_words_clear_nothing()
    {
        using var answered = new ManualResetEventSlim();
        await OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(
            new FakeTranscriber((interval, _) =>
            {
                answered.Wait(CancellationToken.None);
                return FakeTranscriber.Confident("perfectly fine words", interval);
            }),
            answered.Set);
    }

    [Fact]
    public Task When_the_transcriber_finds_no_words_in_speech_only_masks_leave() =>
        OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(new FakeTranscriber((interval, _) =>
            FakeTranscriber.Confident("", interval) with { Doubts = TranscriptDoubts.Empty, Doubtful = [interval] }));

    [Fact]
    public Task When_the_transcriber_loops_over_digits_and_does_not_know_it_only_masks_leave() =>
        OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(new FakeTranscriber((interval, _) =>
            FakeTranscriber.Confident(string.Join(' ', Enumerable.Repeat("nine,", 300)), interval)));

    [Fact]
    public async Task When_the_audit_store_is_full_nothing_leaves_and_the_caller_hears_the_apology()
    {
        await using var call = await MediaPlaneFixture.StartAsync(new FakeTranscriber((interval, _) => FakeTranscriber.Confident("perfectly fine words", interval)));
        await using var caller = await call.CallAsync();
        await FillAsync(call);
        var before = caller.Heard.Count;

        await caller.SayAsync(Speech);
        await caller.HearAsync(before, TimeSpan.FromSeconds(15));

        call.SoundAtAgent.Should().BeEmpty();
        (await call.SignalAsync<FailoverWanted>()).Reason.Should().Be(FailoverReason.AuditUnavailable);
        (await call.SignalAsync<MediaEnded>()).Reason.Should().Be(MediaEndReason.ApologyPlayed);
    }

    [Fact]
    public async Task When_the_AI_never_answers_the_caller_hears_the_apology_and_people_are_wanted()
    {
        var written = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(new LogCollector(written)));
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("perfectly fine words", interval)),
            new RealtimeFaults { IgnoresTurns = true },
            answerTimeout: TimeSpan.FromSeconds(1),
            loggers: loggers);
        await using var caller = await call.CallAsync();
        var before = caller.Heard.Count;

        await caller.SayAsync(Speech);
        await caller.HearAsync(before, TimeSpan.FromSeconds(15));

        (await call.SignalAsync<FailoverWanted>()).Reason.Should().Be(FailoverReason.AgentSilent);
        written.Should().Contain(line => line.Contains("goes to people: AgentSilent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_AI_dies_in_mid_answer_a_second_session_is_opened_and_gets_the_turn_again()
    {
        await using var call = await MediaPlaneFixture.StartAsync(
            new FakeTranscriber((interval, _) => FakeTranscriber.Confident("perfectly fine words", interval)),
            new RealtimeFaults { FirstConnections = 1, DiesAfter = MediaTime.FromMilliseconds(200) });
        await using var caller = await call.CallAsync();

        await caller.SayAsync(Speech);
        await caller.HearAsync(0, TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(15) && call.Agent.Recordings is not [_, { Turns.Count: 1 }]; waited += timer.Period)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await caller.HearAsync(caller.Heard.Count, TimeSpan.FromSeconds(15));
        call.Agent.Recordings.Should().HaveCount(2);
        call.Agent.Recordings[1].Texts.Should().Contain("perfectly fine words");
    }

    private static async Task OnlyMasksLeaveAndTheCallerHearsAnAnswerAsync(ITranscriber transcriber, Action? onAnswer = null)
    {
        await using var call = await MediaPlaneFixture.StartAsync(transcriber);
        await using var caller = await call.CallAsync();
        var before = caller.Heard.Count;

        await caller.SayAsync(Speech);
        await caller.HearAsync(before, TimeSpan.FromSeconds(20));
        onAnswer?.Invoke();

        call.TextsAtAgent.Should().NotContain(text => text.Contains("fine words", StringComparison.Ordinal) || text.Contains("nine", StringComparison.Ordinal));
        call.SoundAtAgent.Should().NotBeEmpty();
        foreach (var (samples, rate) in call.SoundAtAgent)
        {
            ShareOfFramesThatAreNeitherMaskNorQuiet(samples.Span, rate).Should().BeLessThan(0.02);
        }
    }

    /// <summary>Forbids the store to grow and writes until nothing more goes into the pages that it has.</summary>
    private static async Task FillAsync(MediaPlaneFixture call)
    {
        call.Store.MaximumPages = 1;
        for (var isFull = false; !isFull;)
        {
            try
            {
                await call.Audit.AppendAsync(new CallStarted(), TestContext.Current.CancellationToken);
            }
            catch (AuditUnavailableException)
            {
                isFull = true;
            }
        }
    }

    /// <summary>A frame of 20 ms is the mask when nearly all of its energy is at 1 kHz. Frames at a mask's edge may be neither.</summary>
    private static double ShareOfFramesThatAreNeitherMaskNorQuiet(ReadOnlySpan<short> samples, int rate)
    {
        var (length, others, all) = (rate / 50, 0, 0);
        for (var at = 0; at + length <= samples.Length; at += length, all++)
        {
            double energy = 0, cosine = 0, sine = 0;
            for (var index = 0; index < length; index++)
            {
                var (sample, angle) = ((double)samples[at + index], 2 * Math.PI * 1000 * index / rate);
                energy += sample * sample;
                cosine += sample * Math.Cos(angle);
                sine += sample * Math.Sin(angle);
            }

            var tone = 2 * ((cosine * cosine) + (sine * sine)) / length;
            others += energy > length * 200 * 200 && tone < 0.8 * energy ? 1 : 0;
        }

        return (double)others / all;
    }
}

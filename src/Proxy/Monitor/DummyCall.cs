using System.Collections.Immutable;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>Places one call, says what the script says, one utterance after the other's answer, and measures how long the answers take.</summary>
/// <param name="observed">What goes between the call and its voice AI, where that can be seen; null to go by what is heard, a filler being an answer then.</param>
internal sealed class DummyCall(SipPhone phone, ImmutableArray<TestUtterance> script, DummyObservation? observed, TimeProvider time)
{
    private static readonly TimeSpan PickUpWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long the voice AI may think.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take to be over.</summary>
    private static readonly TimeSpan HearingPatience = TimeSpan.FromSeconds(30);

    /// <returns>The turns as far as the call came: the one that was not answered is the last. None when the call was not taken.</returns>
    /// <exception cref="OperationCanceledException">The token.</exception>
    public async Task<ImmutableArray<DummyTurn>> RunAsync(SipUri target, PhoneCallOptions options, CancellationToken cancellationToken)
    {
        var turns = ImmutableArray.CreateBuilder<DummyTurn>();
        try
        {
            await using var call = await phone.CallAsync(target, options with { AnswerWithin = PickUpWithin }, cancellationToken);
            if (await call.Answered.WaitAsync(cancellationToken))
            {
                await SpeakAsync(call, turns, cancellationToken);
                call.HangUp();
                await call.Ended.WaitAsync(GoodbyeWithin, time, cancellationToken);
            }
        }
        catch (Exception gone) when (gone is SipTargetException or IOException or TimeoutException)
        {
            // Nobody there, or nobody there any more: the turns tell.
        }

        return turns.ToImmutable();
    }

    private async Task SpeakAsync(PhoneCall call, ImmutableArray<DummyTurn>.Builder turns, CancellationToken cancellationToken)
    {
        foreach (var utterance in script)
        {
            turns.Add(await TakeTurnAsync(call, utterance, cancellationToken));
            if (turns[^1].Answer is null)
            {
                return;
            }
        }
    }

    private async Task<DummyTurn> TakeTurnAsync(PhoneCall call, TestUtterance said, CancellationToken cancellationToken)
    {
        try
        {
            var played = await call.PlayAsync(said.Sound, cancellationToken);
            var firstWord = played.Start + said.Parts[0].Interval.Start.ToTimeSpan();
            var lastWord = played.Start + said.Parts[^1].Interval.End.ToTimeSpan();
            return await HearAsync(call, lastWord, cancellationToken) is { } answer
                ? new DummyTurn(said, answer.Start - lastWord, answer.End - firstWord)
                : new DummyTurn(said, null, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DummyTurn(said, null, null); // the call ended before all was said
        }
    }

    /// <summary>The answer as the caller hears it; the fillers before it are not of it.</summary>
    private async Task<HeardSpeech?> HearAsync(PhoneCall call, TimeSpan lastWord, CancellationToken cancellationToken)
    {
        var from = lastWord;
        if (observed is not null)
        {
            if (await observed.AnswerAfterAsync(StampOf(call, lastWord), AnswerPatience, cancellationToken) is not { } begun)
            {
                return null;
            }

            from = call.Elapsed - time.GetElapsedTime(begun);
        }

        while (await call.NextSpeechAsync(HearingPatience, cancellationToken) is { } heard)
        {
            if (observed is null ? heard.Start >= from : heard.End > from)
            {
                return heard.Start >= from ? heard : heard with { Start = from }; // a filler runs into its answer
            }
        }

        return null;
    }

    private long StampOf(PhoneCall call, TimeSpan moment) =>
        time.GetTimestamp() - (long)((call.Elapsed - moment).TotalSeconds * time.TimestampFrequency);
}

using System.Security.Cryptography;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Media.Playout;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>The way of one call's data, in and out, as it was built: what each stage is and how much each queue holds is printed by <see cref="ToString"/>.</summary>
internal sealed class SessionPipe : IAsyncDisposable
{
    private static readonly MediaTime PlayoutCapacity = MediaTime.FromSeconds(300);

    private SessionPipe()
    {
    }

    public required IVoiceLine Line { get; init; }

    public required CallerLine Caller { get; init; }

    public required ReleaseLane Lane { get; init; }

    public required AnswerIntake Intake { get; init; }

    public required PlayoutBuffer Playout { get; init; }

    /// <summary>Heard while there is no answer.</summary>
    public required FillerPlayer Filler { get; init; }

    /// <param name="heard">Told of every transcription of the caller, in order, by the session's loop.</param>
    /// <param name="post">Puts mail into the session's mailbox; must not block.</param>
    public static SessionPipe Build(MediaSessionParts parts, Action<Transcription> heard, Action<SessionMail> post)
    {
        var caller = new CallerLine(parts.Context, parts.Hearing, parts.Line.SampleRate, post) { Transcribed = heard };
        var lane = new ReleaseLane(caller.Gate, parts.Audit, parts.Agent, post);
        var playout = new PlayoutBuffer(parts.Line.SampleRate, PlayoutCapacity);
        var intake = new AnswerIntake(playout, parts.Line.SampleRate);
        var filler = new FillerPlayer(parts.Sounds.Fillers, parts.Sounds.Background, RandomNumberGenerator.GetInt32(1 + parts.Sounds.Fillers.Length), fade: parts.Line.SampleRate / 25);
        return new SessionPipe { Line = parts.Line, Caller = caller, Lane = lane, Intake = intake, Playout = playout, Filler = filler };
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Line.DisposeAsync();
    }

    /// <summary>Gives back all but the line, which somebody else goes on with.</summary>
    public async ValueTask CloseAsync()
    {
        await Lane.DisposeAsync();
        Caller.Dispose();
    }

    /// <summary>One stage a line; <c>[X n]</c> is a queue of at most n.</summary>
    public override string ToString() => $"""
        in:   {Line} -> {Caller}
              {Lane}
        out:  {Intake} -> {Playout} -> {Line}
        """;
}

using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>A release that has been decided and rendered and waits for its audit record. Opaque: nobody but the gate can look inside.</summary>
public sealed class PendingRelease
{
    internal PendingRelease(MediaInterval turn, MaskPlan plan, short[] samples, string? text, ReleaseDecided record)
    {
        Turn = turn;
        Plan = plan;
        Samples = samples;
        Text = text;
        Record = record;
    }

    /// <summary>The turn up to this release's end.</summary>
    public MediaInterval Turn { get; }

    /// <summary>The turn's number in the call, from 1.</summary>
    public int TurnNumber => Record.Turn;

    /// <summary>What was decided; holds times, types and confidences alone.</summary>
    public MaskPlan Plan { get; }

    /// <summary>Whether this is the turn's last release.</summary>
    public bool EndsTurn => Text is not null;

    internal short[] Samples { get; }

    internal string? Text { get; }

    internal ReleaseDecided Record { get; }
}

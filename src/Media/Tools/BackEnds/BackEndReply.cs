using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>What came of asking a back end.</summary>
internal sealed record BackEndReply
{
    public required BackEndOutcome Outcome { get; init; }

    /// <summary>The status code; 0 when none came.</summary>
    public int Status { get; init; }

    /// <summary>Null when there was none, or it could not be read: not cleared.</summary>
    public Sensitive<string>? Body { get; init; }

    /// <summary>What the back end says that the body is; else it is plain text.</summary>
    public bool IsJson { get; init; }

    /// <summary>How often it was asked.</summary>
    public int Attempts { get; init; }

    /// <summary>Says something against the back end's health.</summary>
    public bool IsFailure => Outcome is BackEndOutcome.NotReached or BackEndOutcome.Broken or BackEndOutcome.ServerError or BackEndOutcome.TimedOut;
}

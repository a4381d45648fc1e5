using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Media.Line;

/// <summary>The caller's end of a call, whatever carries it: frames of 20 ms in and out.</summary>
/// <remarks>Frames are taken and given by the session's loop; what comes from the network comes on threads of its own.</remarks>
internal interface IVoiceLine : IAsyncDisposable
{
    /// <summary>Of both directions, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>What comes is taken from now on.</summary>
    void Start();

    /// <summary>Whether nothing has come from the caller for too long.</summary>
    bool IsDead(TimeSpan now);

    /// <summary>Gives the next frame of what the caller sends, made up where it was lost and silent where nothing was sent.</summary>
    void ReadFrame(TimeSpan now, Span<short> frame);

    /// <summary>The next key that was pressed. An event that goes on is told of again, longer.</summary>
    bool TryReadTelephoneEvent(out KeyPress pressed);

    /// <summary>The next piece of the frames read so far, or soon, that was lost and made up.</summary>
    bool TryReadLoss(out MediaInterval lost);

    /// <summary>Sends a frame to the caller, unless the caller does not listen.</summary>
    void WriteFrame(TimeSpan now, ReadOnlySpan<short> frame);
}

namespace CompliantVoiceProxy.Media.Playout;

/// <summary>
/// What the caller hears while there is nothing to hear: fillers, one after the other and never the same twice running, and between them a background if the
/// tenant has one.
/// </summary>
/// <remarks>One a call, of its loop. All sounds are at the line's rate.</remarks>
/// <param name="fillers">May be empty: then there is silence.</param>
/// <param name="background">Played round and round from the first filler on; empty for none.</param>
/// <param name="first">Which filler comes first, so that not every call begins with the same.</param>
/// <param name="fade">How many samples a sound that is stopped takes to fall silent.</param>
internal sealed class FillerPlayer(IReadOnlyList<ReadOnlyMemory<short>> fillers, ReadOnlyMemory<short> background, int first, int fade)
{
    private readonly int _fade = fade;
    private int _next = first;
    private ReadOnlyMemory<short> _clip;
    private int _clipAt;
    private int _backgroundAt;
    private bool _hasBackground;
    private int _fadeLeft = fade;
    private bool _isStopping;

    /// <summary>Something is being played.</summary>
    public bool IsPlaying => !_clip.IsEmpty || _hasBackground;

    /// <summary>Plays the next filler.</summary>
    public void PlayNext()
    {
        if (fillers.Count > 0)
        {
            Play(fillers[_next++ % fillers.Count]);
        }

        _hasBackground = !background.IsEmpty;
    }

    /// <summary>Plays a sound instead of what is being played.</summary>
    public void Play(ReadOnlyMemory<short> clip) => (_clip, _clipAt, _isStopping, _fadeLeft) = (clip, 0, false, _fade);

    /// <summary>Lets what is being played fall silent.</summary>
    public void Stop() => _isStopping = IsPlaying;

    /// <summary>Fills a frame with what comes next, and the rest of it with zeros.</summary>
    /// <returns>True when a filler came to its end in it, or all of it was stopped.</returns>
    public bool Take(Span<short> frame)
    {
        frame.Clear();
        if (!IsPlaying)
        {
            return false;
        }

        var ended = !_clip.IsEmpty && TakeClip(frame);
        if (_hasBackground && _clip.IsEmpty && !ended)
        {
            TakeBackground(frame);
        }

        return _isStopping ? FadeOut(frame) : ended;
    }

    private bool TakeClip(Span<short> frame)
    {
        var count = Math.Min(frame.Length, _clip.Length - _clipAt);
        _clip.Span.Slice(_clipAt, count).CopyTo(frame);
        _clipAt += count;
        if (_clipAt < _clip.Length)
        {
            return false;
        }

        _clip = default;
        return true;
    }

    private void TakeBackground(Span<short> frame)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = background.Span[_backgroundAt];
            _backgroundAt = (_backgroundAt + 1) % background.Length;
        }
    }

    /// <returns>True when it is silent.</returns>
    private bool FadeOut(Span<short> frame)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = (short)(frame[i] * (float)_fadeLeft / _fade);
            _fadeLeft = Math.Max(0, _fadeLeft - 1);
        }

        if (_fadeLeft > 0)
        {
            return false;
        }

        (_clip, _hasBackground, _isStopping, _fadeLeft) = (default, false, false, _fade);
        return true;
    }
}

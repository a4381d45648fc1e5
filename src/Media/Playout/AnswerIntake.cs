using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Media.Playout;

/// <summary>
/// Takes the pieces of the AI's answers, brings them to the line's rate and hands them to the playout. It counts the answers that are owed, so that after
/// an interruption whatever still comes of those that were owed then is dropped.
/// </summary>
/// <remarks>One loop owns it.</remarks>
internal sealed class AnswerIntake(PlayoutBuffer playout, int lineRate)
{
    private Resampler? _resampler;
    private string? _itemId;
    private int _owed;
    private int _dropped;

    /// <summary>An answer that somebody waits for has not come to its end.</summary>
    public bool IsOwed => _owed > _dropped;

    /// <summary>A turn has been committed, or a tool answered: an answer is owed.</summary>
    public void Expect() => _owed++;

    /// <returns>False when the piece belongs to an answer that was interrupted, or that nobody asked for.</returns>
    public bool TryAdd(AgentAudio audio)
    {
        if (_owed <= _dropped)
        {
            return false;
        }

        if (audio.ItemId != _itemId || _resampler?.InputRate != audio.SampleRate)
        {
            FlushItem();
            (_resampler, _itemId) = (new Resampler(audio.SampleRate, lineRate), audio.ItemId);
        }

        var samples = new short[_resampler.OutputCount(audio.Samples.Length)];
        _resampler.Process(audio.Samples.Span, samples);
        playout.Add(audio.ItemId, samples);
        return true;
    }

    /// <summary>An answer has come to its end: what the resampler still holds of it is played too.</summary>
    /// <returns>False when it had been interrupted.</returns>
    public bool EndAnswer()
    {
        _owed = Math.Max(0, _owed - 1);
        if (_dropped > 0)
        {
            _dropped--;
            return false;
        }

        FlushItem();
        return true;
    }

    /// <summary>Stops at once.</summary>
    /// <returns>Which item was cut, empty when none had begun, and how much of it was heard.</returns>
    public (string ItemId, MediaTime Played) Interrupt()
    {
        var cut = playout.ItemId is { } itemId ? (itemId, playout.Played) : (_itemId ?? "", MediaTime.Zero);
        playout.Clear();
        (_resampler, _itemId, _dropped) = (null, null, _owed);
        return cut;
    }

    /// <summary>The AI that owed answers is gone.</summary>
    public void Forget() => (_resampler, _itemId, _owed, _dropped) = (null, null, 0, 0);

    private void FlushItem()
    {
        if (_resampler is { } resampler && _itemId is { } itemId)
        {
            var rest = new short[resampler.Pending];
            resampler.Flush(rest);
            playout.Add(itemId, rest);
        }

        (_resampler, _itemId) = (null, null);
    }

    public override string ToString() => $"AnswerIntake {lineRate} Hz";
}

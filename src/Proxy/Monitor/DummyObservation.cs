using System.Collections.Immutable;
using System.Threading.Channels;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What went between one dummy call and its voice AI: everything that left, and when answers came. Kept in memory, until the call has been judged. May be used from any thread.</summary>
internal sealed class DummyObservation(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<string> _texts = [];
    private readonly List<short> _sound = [];
    private readonly Channel<(long Asked, long Begun)> _answers = Channel.CreateUnbounded<(long, long)>(); // one a turn of a short call
    private int _sampleRate;
    private long? _asked;

    /// <summary>The proxy's own id of the call; null while it has no session with the voice AI.</summary>
    public Guid? CallId { get; set; }

    /// <summary>When the answer to a turn began to come from the voice AI.</summary>
    /// <param name="lastWord">Turns that ended before are others; a timestamp of the clock.</param>
    /// <returns>A timestamp of the clock; null when none came within the patience.</returns>
    public async Task<long?> AnswerAfterAsync(long lastWord, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (true)
            {
                if (await _answers.Reader.ReadAsync(either.Token) is { Begun: var begun } answer && answer.Asked >= lastWord)
                {
                    return begun;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Types of planted values that can be read or heard in what left; takes some tenths of a second.</summary>
    public ImmutableArray<string> Survivors(IReadOnlyList<TestUtterance> said, TenantPolicy policy)
    {
        lock (_lock)
        {
            var sound = new WavFile(_sound.ToArray(), Math.Max(_sampleRate, 8_000));
            return [.. said.SelectMany(utterance => SurvivalRule.Survivors(utterance, _texts, sound, policy)).Distinct(StringComparer.Ordinal)];
        }
    }

    internal void NoteSent(ReleasedAudio audio)
    {
        lock (_lock)
        {
            _sampleRate = audio.SampleRate;
            _sound.AddRange(audio.Samples.Span);
        }
    }

    internal void NoteCommitted(ReleasedText? text)
    {
        lock (_lock)
        {
            _asked = time.GetTimestamp();
            if (text is not null)
            {
                _texts.Add(text.Text);
            }
        }
    }

    internal void NoteEvent(AgentEvent happened)
    {
        lock (_lock)
        {
            if (happened is AgentAudio && _asked is { } asked)
            {
                _asked = null;
                _answers.Writer.TryWrite((asked, time.GetTimestamp()));
            }
        }
    }
}

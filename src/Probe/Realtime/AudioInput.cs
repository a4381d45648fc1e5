using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>What the client says aloud: <c>input_audio_buffer.*</c>, and the server's own turn detection where the client left it on.</summary>
internal sealed class AudioInput(RealtimeWire wire, RealtimeSession session, ConversationItems items, AnswerDesk answers)
{
    private readonly InputAudioBuffer _buffer = new();
    private readonly TurnDetector _detector = new();

    public async Task<RealtimeError?> AppendAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        if (Json.Text(clientEvent, "audio") is not { } audio || !Base64.IsValid(audio))
        {
            return RealtimeError.Invalid("audio");
        }

        var samples = session.Input.Decode(Convert.FromBase64String(audio));
        _buffer.Append(samples, wire.Now);
        wire.Report((connection, now) => new AudioHeard(connection, now, samples, session.Input.SampleRate));
        if (session.TurnDetection is { } settings)
        {
            foreach (var change in _detector.Take(samples, session.Input.SampleRate, settings))
            {
                await TurnChangedAsync(change, settings, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>Makes what was appended the client's next message.</summary>
    public async Task<RealtimeError?> CommitAsync(string itemId, CancellationToken cancellationToken)
    {
        if (!_buffer.TryCommit(itemId, session.Input.SampleRate, out var turn, out var error))
        {
            return error;
        }

        wire.Recording.Add(turn);
        wire.Report((connection, now) => new TurnHeard(connection, now, turn));
        await items.AddSpokenAsync(itemId, cancellationToken);
        return null;
    }

    public async Task<RealtimeError?> ClearAsync(CancellationToken cancellationToken)
    {
        _buffer.Clear();
        await wire.SendAsync("input_audio_buffer.cleared", [], cancellationToken);
        return null;
    }

    private async Task TurnChangedAsync(TurnDetector.Change change, TurnDetectionSettings settings, CancellationToken cancellationToken)
    {
        var item = wire.NewId("item");
        var position = (long)_detector.Position.TotalMilliseconds;
        if (change is TurnDetector.Change.SpeechStarted)
        {
            await wire.SendAsync("input_audio_buffer.speech_started", new JsonObject { ["audio_start_ms"] = position, ["item_id"] = item }, cancellationToken);
            if (settings.InterruptsResponse)
            {
                await answers.CancelAsync();
            }

            return;
        }

        await wire.SendAsync("input_audio_buffer.speech_stopped", new JsonObject { ["audio_end_ms"] = position, ["item_id"] = item }, cancellationToken);
        await CommitAsync(item, cancellationToken);
        if (settings.CreatesResponse)
        {
            answers.Begin(cancellationToken);
        }
    }
}

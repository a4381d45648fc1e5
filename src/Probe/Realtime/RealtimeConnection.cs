using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One client's connection: takes its events in order and hands each to what it concerns.</summary>
internal sealed class RealtimeConnection : IAsyncDisposable
{
    private readonly RealtimeWire _wire;
    private readonly string _model;
    private readonly RealtimeSession _session;
    private readonly ConversationItems _items;
    private readonly AnswerDesk _answers;
    private readonly AudioInput _audio;

    public RealtimeConnection(RealtimeWire wire, string model, RealtimeServerOptions options)
    {
        var conversation = new Conversation();
        (_wire, _model) = (wire, model);
        _session = new RealtimeSession(wire.Dialect, wire.NewId("sess"), model);
        _items = new ConversationItems(wire, conversation);
        _answers = new AnswerDesk(wire, _session, conversation, options);
        _audio = new AudioInput(wire, _session, _items, _answers);
    }

    /// <summary>Runs until the client goes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _wire.Report((connection, now) => new ConnectionOpened(connection, now, _wire.Dialect, _model));
        try
        {
            await TalkAsync(cancellationToken);
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went without saying so, or a fault was asked for.
        }

        _wire.Report((connection, now) => new ConnectionClosed(connection, now));
    }

    /// <summary>Ends the answer under way.</summary>
    public ValueTask DisposeAsync() => _answers.DisposeAsync();

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        await _wire.SendAsync("session.created", new JsonObject { ["session"] = _session.Describe() }, cancellationToken);
        while (await _wire.ReceiveAsync(cancellationToken) is { } message)
        {
            var (clientEvent, error) = _wire.Record(message);
            error ??= await TakeAsync(clientEvent, cancellationToken);
            if (error is not null)
            {
                await _wire.SendErrorAsync(error, Json.Text(clientEvent, "event_id"), cancellationToken);
            }
        }

        await _wire.CloseAsync(cancellationToken);
    }

    /// <returns>What is wrong with the event; null when it was taken.</returns>
    private Task<RealtimeError?> TakeAsync(JsonObject clientEvent, CancellationToken cancellationToken) => Json.Text(clientEvent, "type") switch
    {
        "session.update" => UpdateSessionAsync(clientEvent, cancellationToken),
        "input_audio_buffer.append" => _audio.AppendAsync(clientEvent, cancellationToken),
        "input_audio_buffer.commit" => _audio.CommitAsync(_wire.NewId("item"), cancellationToken),
        "input_audio_buffer.clear" => _audio.ClearAsync(cancellationToken),
        "conversation.item.create" => _items.CreateAsync(clientEvent, cancellationToken),
        "conversation.item.retrieve" => _items.RetrieveAsync(clientEvent, cancellationToken),
        "conversation.item.delete" => _items.DeleteAsync(clientEvent, cancellationToken),
        "conversation.item.truncate" => _items.TruncateAsync(clientEvent, cancellationToken),
        "response.create" => Task.FromResult(_answers.Begin(cancellationToken)),
        "response.cancel" => _answers.CancelAsync(),
        _ => Task.FromResult<RealtimeError?>(RealtimeError.Invalid("type")),
    };

    private async Task<RealtimeError?> UpdateSessionAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        if (_session.Update(Json.Object(clientEvent, "session")) is { } error)
        {
            return error;
        }

        await _wire.SendAsync("session.updated", new JsonObject { ["session"] = _session.Describe() }, cancellationToken);
        return null;
    }
}

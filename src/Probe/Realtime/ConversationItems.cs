using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>What the client does with the conversation: <c>conversation.item.*</c>.</summary>
internal sealed class ConversationItems(RealtimeWire wire, Conversation conversation)
{
    public async Task<RealtimeError?> CreateAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        if (Json.Object(clientEvent, "item") is not { } given || Json.Text(given, "type") is null)
        {
            return RealtimeError.Missing("item.type");
        }

        var item = (JsonObject)given.DeepClone();
        var id = Json.Text(item, "id") ?? wire.NewId("item");
        (item["id"], item["object"], item["status"]) = (id, "realtime.item", "completed");
        foreach (var text in (item["content"] as JsonArray ?? []).Select(part => Json.Text(part, "text")).Append(Json.Text(item, "output")).OfType<string>())
        {
            conversation.Read(text);
            wire.Report((connection, now) => new TextRead(connection, now, text));
        }

        await AddAsync(id, item, cancellationToken);
        return null;
    }

    /// <summary>The message that a committed turn becomes.</summary>
    public Task AddSpokenAsync(string id, CancellationToken cancellationToken) => AddAsync(
        id,
        new JsonObject
        {
            ["id"] = id,
            ["object"] = "realtime.item",
            ["type"] = "message",
            ["status"] = "completed",
            ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "input_audio", ["transcript"] = null }),
        },
        cancellationToken,
        isCommitted: true);

    public async Task<RealtimeError?> RetrieveAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        if (conversation.Find(Json.Text(clientEvent, "item_id")) is not { } item)
        {
            return new RealtimeError("item_retrieve_invalid_item_id", "There is no such item.", "item_id");
        }

        await wire.SendAsync("conversation.item.retrieved", new JsonObject { ["item"] = item }, cancellationToken);
        return null;
    }

    public async Task<RealtimeError?> DeleteAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        var id = Json.Text(clientEvent, "item_id");
        if (!conversation.Remove(id))
        {
            return new RealtimeError("item_delete_invalid_item_id", "There is no such item.", "item_id");
        }

        await wire.SendAsync("conversation.item.deleted", new JsonObject { ["item_id"] = id }, cancellationToken);
        return null;
    }

    public async Task<RealtimeError?> TruncateAsync(JsonObject clientEvent, CancellationToken cancellationToken)
    {
        if (Json.Number(clientEvent, "audio_end_ms") is not { } end)
        {
            return RealtimeError.Missing("audio_end_ms");
        }

        var id = Json.Text(clientEvent, "item_id");
        var heard = MediaTime.FromMilliseconds(end);
        if (conversation.Truncate(id, heard) is { } error)
        {
            return error;
        }

        wire.Report((connection, now) => new ItemTruncated(connection, now, id ?? "", heard));
        await wire.SendAsync(
            "conversation.item.truncated",
            new JsonObject { ["item_id"] = id, ["content_index"] = 0, ["audio_end_ms"] = (long)end },
            cancellationToken);
        return null;
    }

    private async Task AddAsync(string id, JsonObject item, CancellationToken cancellationToken, bool isCommitted = false)
    {
        var previous = conversation.Put(id, item);
        if (isCommitted)
        {
            await wire.SendAsync("input_audio_buffer.committed", new JsonObject { ["previous_item_id"] = previous, ["item_id"] = id }, cancellationToken);
        }

        await wire.SendAsync("conversation.item.added", new JsonObject { ["previous_item_id"] = previous, ["item"] = item.DeepClone() }, cancellationToken);
        if (wire.Dialect is RealtimeDialect.Released)
        {
            await wire.SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = previous, ["item"] = item.DeepClone() }, cancellationToken);
        }
    }
}

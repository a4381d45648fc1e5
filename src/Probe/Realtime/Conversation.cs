using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>The conversation's items in order. Thread-safe: the client's events and the answer under way both add to it.</summary>
internal sealed class Conversation
{
    private readonly Lock _lock = new();
    private readonly List<(string Id, JsonObject Item)> _items = [];
    private readonly Dictionary<string, MediaTime> _spoken = new(StringComparer.Ordinal);
    private readonly List<string> _unanswered = [];

    /// <summary>Adds an item at the end, or puts its final form in its place.</summary>
    /// <returns>The item before it; null for the first.</returns>
    public string? Put(string id, JsonObject item)
    {
        lock (_lock)
        {
            var place = _items.FindIndex(other => other.Id == id);
            if (place < 0)
            {
                place = _items.Count;
                _items.Add((id, item));
            }
            else
            {
                _items[place] = (id, item);
            }

            return place == 0 ? null : _items[place - 1].Id;
        }
    }

    /// <summary>A message in writing, to be answered.</summary>
    public void Read(string text)
    {
        lock (_lock)
        {
            _unanswered.Add(text);
        }
    }

    /// <summary>What was read since the last answer began.</summary>
    public string[] TakeUnanswered()
    {
        lock (_lock)
        {
            string[] texts = [.. _unanswered];
            _unanswered.Clear();
            return texts;
        }
    }

    public JsonObject? Find(string? id)
    {
        lock (_lock)
        {
            return _items.Find(item => item.Id == id).Item?.DeepClone() as JsonObject;
        }
    }

    public bool Remove(string? id)
    {
        lock (_lock)
        {
            return _items.RemoveAll(item => item.Id == id) > 0;
        }
    }

    /// <summary>So much of an item's audio has been sent.</summary>
    public void Speak(string id, MediaTime duration)
    {
        lock (_lock)
        {
            _spoken[id] = _spoken.GetValueOrDefault(id) + duration;
        }
    }

    /// <returns>Why not, when nothing was cut.</returns>
    public RealtimeError? Truncate(string? id, MediaTime heard)
    {
        lock (_lock)
        {
            if (id is null || !_spoken.TryGetValue(id, out var spoken))
            {
                return new RealtimeError("item_truncate_invalid_item_id", "Only an assistant's message with audio can be truncated.", "item_id");
            }

            if (heard > spoken)
            {
                return new RealtimeError("invalid_value", $"Audio content of {spoken.TotalMilliseconds:0}ms is already shorter than {heard.TotalMilliseconds:0}ms", "audio_end_ms");
            }

            _spoken[id] = heard;
            return null;
        }
    }
}

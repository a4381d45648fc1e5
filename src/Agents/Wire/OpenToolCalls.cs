using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>Tool calls that the AI waits for, the newest only: each is answered once. Thread-safe.</summary>
internal sealed class OpenToolCalls
{
    private const int Kept = 32;

    private readonly Lock _lock = new();
    private readonly Queue<OpenToolCall> _calls = new(Kept);

    /// <param name="id">As the AI gave it on this socket.</param>
    /// <param name="tool">The operator's name of the tool; null when there is no such tool.</param>
    public void Add(string id, PolicyText? tool)
    {
        lock (_lock)
        {
            if (_calls.Count == Kept)
            {
                _calls.Dequeue();
            }

            _calls.Enqueue(new OpenToolCall(id, tool));
        }
    }

    /// <summary>Null when the AI waits for no such call.</summary>
    public OpenToolCall? Take(string id)
    {
        lock (_lock)
        {
            var call = _calls.FirstOrDefault(call => call.Id == id && !call.IsAnswered);
            call?.IsAnswered = true;
            return call;
        }
    }
}

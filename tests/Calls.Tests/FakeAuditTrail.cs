using System.Collections.Concurrent;
using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Calls.Tests;

/// <summary>Keeps audit events in memory; can be full, and can be slow.</summary>
internal sealed class FakeAuditTrail : IAuditTrail
{
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<AuditEvent> Events { get; } = new();

    public Func<AuditEvent, Task> OnAppend { get; set; } = _ => Task.CompletedTask;

    public static Task Full(AuditEvent auditEvent) => throw new AuditUnavailableException("full");

    public async ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        await OnAppend(auditEvent);
        Events.Enqueue(auditEvent);
        Interlocked.Exchange(ref _added, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Waits for an event of this kind.</summary>
    public async Task<TEvent> WaitForAsync<TEvent>(CancellationToken cancellationToken)
        where TEvent : AuditEvent
    {
        while (true)
        {
            var added = Volatile.Read(ref _added).Task;
            if (Events.OfType<TEvent>().FirstOrDefault() is { } found)
            {
                return found;
            }

            await added.WaitAsync(cancellationToken);
        }
    }
}

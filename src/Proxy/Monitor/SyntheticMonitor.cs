using System.Collections.Immutable;
using System.Net;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Proxy.Configuration;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>
/// Calls each tenant of this node in turn through the whole path (SIP, RTP, transcription, gate, the tenant's own voice AI), says test numbers, and judges what
/// came of it. Takes no room that a caller could want: it calls only while there is room for a caller beside it, and hangs up when there is none left.
/// </summary>
internal sealed class SyntheticMonitor : IDisposable
{
    private static readonly TimeSpan RoomCheck = TimeSpan.FromMilliseconds(100);

    private readonly ProxyNode _node;
    private readonly ServeConfig _serve;
    private readonly MonitorConfig _config;
    private readonly MonitorStanding _standing;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DummyWatch _watch;
    private readonly MonitorMetrics _metrics = new();
    private readonly AlertPost? _alerts;
    private readonly ImmutableArray<TestUtterance> _script = MonitorScript.Read();

    /// <param name="standing">Gets the verdicts.</param>
    /// <exception cref="IOException">The test utterances, a part of the product, are missing.</exception>
    public SyntheticMonitor(ProxyNode node, ServeConfig serve, MonitorConfig config, MonitorStanding standing, TimeProvider time, ILogger<SyntheticMonitor> log)
    {
        (_node, _serve, _config, _standing, _time, _log) = (node, serve, config, standing, time, log);
        _alerts = config.Webhook is { } webhook ? new AlertPost(webhook, time, log) : null;
        _watch = new DummyWatch(time);
        node.Media.Watch = _watch.Watch;
    }

    /// <summary>Begins with a round at once and goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var posting = _alerts?.RunAsync(stopping.Token) ?? Task.CompletedTask;
        try
        {
            await CallAllAsync(cancellationToken);
        }
        finally
        {
            _standing.Keep(ImmutableHashSet<string>.Empty); // nobody looks any more
            await stopping.CancelAsync();
            await posting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _alerts?.Dispose();
        _metrics.Dispose();
    }

    private async Task CallAllAsync(CancellationToken cancellationToken)
    {
        var destination = Destination();
        await using var phone = SipPhone.Start(new SipPhoneOptions { Address = destination.Address }, _time);
        var begun = _time.GetTimestamp();
        var rounds = new MonitorRounds(_config.Every, TimeSpan.Zero);
        while (true)
        {
            var tenants = Monitored();
            _standing.Keep(tenants.Keys.ToImmutableHashSet());
            if (rounds.Next(_time.GetElapsedTime(begun), tenants.Keys) is not { } tenant)
            {
                await Task.Delay(Later(rounds.NextDeadline - _time.GetElapsedTime(begun)), _time, cancellationToken);
            }
            else if (tenants.TryGetValue(tenant, out var policy))
            {
                await CallOneAsync(phone, policy, destination, cancellationToken);
            }
        }
    }

    private ImmutableSortedDictionary<string, TenantPolicy> Monitored() =>
        _node.Policies.Policies.Where(policy => _config.Tenants.IsEmpty || _config.Tenants.Contains(policy.Tenant)).ToImmutableSortedDictionary(policy => policy.Tenant, policy => policy);

    /// <summary>A timer may fire early by less than a millisecond: no loop shall spin for that.</summary>
    private static TimeSpan Later(TimeSpan wait) => wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;

    /// <summary>This node's own SIP address, of the kind of its media address.</summary>
    private IPEndPoint Destination()
    {
        var listening = _node.Sip.LocalEndPoints.FirstOrDefault(endpoint => endpoint.AddressFamily == _serve.MediaAddress.AddressFamily) ?? _node.Sip.LocalEndPoints[0];
        return Endpoint.IsAny(listening.Address) ? new IPEndPoint(_serve.MediaAddress, listening.Port) : listening;
    }

    private async Task CallOneAsync(SipPhone phone, TenantPolicy policy, IPEndPoint destination, CancellationToken cancellationToken)
    {
        if (TenantAddress.Of(policy, TenantOf) is not { } target)
        {
            Log.NoAddress(_log, policy.Tenant);
        }
        else if (HasRoomFor(calls: 2) && await TryCallAsync(phone, policy, target, destination, cancellationToken) is { } outcome)
        {
            Note(policy.Tenant, outcome);
        }
        else
        {
            _metrics.NoteSkipped(policy.Tenant);
            Log.Skipped(_log, policy.Tenant);
        }
    }

    private string? TenantOf(string called)
    {
        using var pin = _node.Policies.Pin(called);
        return pin?.Policy.Tenant;
    }

    private bool HasRoomFor(int calls) => _node.Media.HasRoom && _node.Media.ActiveSessions + calls <= _serve.MaximumCalls;

    /// <returns>Null when the call was given up for a caller's sake.</returns>
    private async Task<DummyOutcome?> TryCallAsync(SipPhone phone, TenantPolicy policy, SipUri target, IPEndPoint destination, CancellationToken cancellationToken)
    {
        var (sessionId, observed) = _watch.Expect();
        var begun = _time.GetUtcNow();
        using var room = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchRoomAsync(room);
        try
        {
            var turns = await new DummyCall(phone, _script, observed, _time).RunAsync(
                target, new PhoneCallOptions { SessionId = sessionId, Destination = destination }, room.Token);
            return new DummyOutcome
            {
                Turns = turns,
                TurnsMeant = _script.Length,
                Survived = observed.Survivors(_script, policy),
                Masked = observed.CallId is { } call ? Masked(new AuditRange { CallId = call, From = begun }) : null,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _watch.Forget(sessionId);
            await room.CancelAsync();
            await watching;
        }
    }

    /// <summary>Cancels the call when it has the last room.</summary>
    private async Task WatchRoomAsync(CancellationTokenSource room)
    {
        using var timer = new PeriodicTimer(RoomCheck, _time);
        try
        {
            while (HasRoomFor(calls: 1))
            {
                await timer.WaitForNextTickAsync(room.Token);
            }

            await room.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // the call is over
        }
    }

    private TimeSpan? Masked(AuditRange range)
    {
        try
        {
            return MaskedTime.Of(ReleasedStretch.Read(_serve.AuditStorePath, range));
        }
        catch (AuditUnavailableException)
        {
            return null;
        }
    }

    private void Note(string tenant, DummyOutcome outcome)
    {
        var verdict = outcome.Judge(_config.AnswerWithin);
        _metrics.Note(tenant, verdict, outcome);
        var before = _standing.Note(tenant, verdict);
        if (verdict == before && verdict is not MonitorVerdict.Survived)
        {
            return;
        }

        Tell(tenant, verdict);
        if (verdict is not MonitorVerdict.Good || before is not null)
        {
            _alerts?.Post(new MonitorAlert(_time.GetUtcNow(), tenant, verdict, before, outcome.LatestAnswer is { } latest ? Math.Round(latest.TotalMilliseconds) : null));
        }
    }

    private void Tell(string tenant, MonitorVerdict verdict)
    {
        switch (verdict)
        {
            case MonitorVerdict.Good:
                Log.IsGood(_log, tenant, verdict);
                break;
            case MonitorVerdict.Survived:
                Log.IsLeaking(_log, tenant, verdict);
                break;
            default:
                Log.IsBad(_log, tenant, verdict);
                break;
        }
    }
}

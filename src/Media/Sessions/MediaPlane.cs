using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Threading.Channels;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Handoffs;
using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Media.Transfer;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>The media plane in this process: admits calls, holds their sessions, gives their resources back.</summary>
public sealed class MediaPlane : IMediaPlane, IAsyncDisposable
{
    private readonly Channel<MediaSignal> _signals = Channel.CreateUnbounded<MediaSignal>(); // at most a few a session, and sessions are bounded
    private readonly ConcurrentDictionary<Guid, CallMedia> _sessions = new();
    private readonly BackEndPipelines _backEnds;
    private readonly MediaPlaneOptions _options;
    private readonly MediaPlaneParts _parts;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SoundShelf _sounds;
    private readonly HandoffDesk _handoffs;
    private int _admitted;

    public MediaPlane(MediaPlaneOptions options, MediaPlaneParts parts, TimeProvider time, ILogger<MediaPlane> log)
    {
        (_options, _parts, _time, _log) = (options, parts, time, log);
        _sounds = new SoundShelf(options);
        _handoffs = new HandoffDesk(parts.Hearing.Audit, parts.HandoffReaders, time);
        _sounds.For(TenantPolicy.Defaults, G711Codec.Pcmu.SampleRate); // a missing file must be known at start, not in the first bad minute
        _backEnds = new BackEndPipelines(new BackEndClient(), time, log);
    }

    public ChannelReader<MediaSignal> Signals => _signals.Reader;

    /// <summary>Calls that are being served or set up.</summary>
    public int ActiveSessions => Volatile.Read(ref _admitted);

    /// <summary>Pairs of ports that are lent.</summary>
    public int PortsLent => _parts.Ports.Lent;

    /// <summary>What calls that went to people left for them.</summary>
    public IHandoffs Handoffs => _handoffs;

    /// <summary>Whether one more call could be admitted now.</summary>
    public bool HasRoom => ActiveSessions < _options.MaximumSessions && _parts.Ports.Lent < _parts.Ports.Capacity;

    /// <summary>Told of every turn's clearance; must not block.</summary>
    public Action<TurnTimings>? TurnSent { get; set; }

    /// <summary>Told of every answer that a caller began to hear; must not block.</summary>
    public Action<AnswerTimings>? AnswerHeard { get; set; }

    /// <summary>Stands between a call and each of its sessions with a voice AI, to see what goes either way; gives back the session itself for calls that are none of its own.</summary>
    public Func<MediaOffer, IAgentSession, IAgentSession>? Watch { get; set; }

    public async Task<MediaReply> OpenAsync(MediaOffer offer, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _admitted) > _options.MaximumSessions)
        {
            Interlocked.Decrement(ref _admitted);
            return Refuse(offer, MediaRefusalReason.NoCapacity);
        }

        MediaReply? reply = null;
        try
        {
            return reply = await TryOpenAsync(offer, cancellationToken);
        }
#pragma warning disable CA1031 // whatever fails, one call is refused, and all that it took is given back
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return reply = RefuseFor(offer, failure);
        }
        finally
        {
            if (reply is not MediaAccepted)
            {
                Interlocked.Decrement(ref _admitted);
            }
        }
    }

    public Task StartAsync(Guid callId, CancellationToken cancellationToken)
    {
        if (_sessions.TryGetValue(callId, out var session))
        {
            session.Start();
        }

        return Task.CompletedTask;
    }

    public Task<Sensitive<string>?> OfferBridgeAsync(Guid callId, CancellationToken cancellationToken) =>
        _sessions.TryGetValue(callId, out var call) ? call.OfferBridgeAsync(cancellationToken) : Task.FromResult<Sensitive<string>?>(null);

    public Task<bool> BridgeAsync(Guid callId, Sensitive<string> answer, CancellationToken cancellationToken) =>
        _sessions.TryGetValue(callId, out var call) ? call.BridgeAsync(answer, cancellationToken) : Task.FromResult(false);

    public Task ResumeAsync(Guid callId, TransferFailure failure, CancellationToken cancellationToken) =>
        _sessions.TryGetValue(callId, out var call) ? call.ResumeAsync(failure, cancellationToken) : Task.CompletedTask;

    public async Task CloseAsync(Guid callId, CancellationToken cancellationToken)
    {
        if (_sessions.TryRemove(callId, out var session))
        {
            try
            {
                await session.DisposeAsync();
            }
            finally
            {
                Interlocked.Decrement(ref _admitted);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var callId in _sessions.Keys)
        {
            await CloseAsync(callId, CancellationToken.None);
        }

        _handoffs.Dispose();
        _signals.Writer.TryComplete();
        _backEnds.Dispose();
    }

    private async Task<MediaReply> TryOpenAsync(MediaOffer offer, CancellationToken cancellationToken)
    {
        if (!_parts.Hearing.Transcriptions.IsWhole)
        {
            return Refuse(offer, MediaRefusalReason.TranscriberUnavailable);
        }

        if (_parts.FindPolicy(offer.Tenant, offer.PolicyRevision) is not { } policy)
        {
            return Refuse(offer, MediaRefusalReason.PolicyUnavailable);
        }

        if (!SdpParser.TryParse(offer.Sdp.Reveal(), out var theirs, out _))
        {
            return Refuse(offer, MediaRefusalReason.BadOffer);
        }

        if (!RtpSocket.TryOpen(_options.Address, _parts.Ports, _time, out var socket))
        {
            return Refuse(offer, MediaRefusalReason.NoCapacity);
        }

        MediaReply? reply = null;
        try
        {
            return reply = await AnswerAsync(offer, policy, theirs!, socket, cancellationToken);
        }
        finally
        {
            if (reply is not MediaAccepted)
            {
                await socket.DisposeAsync();
            }
        }
    }

    private async Task<MediaReply> AnswerAsync(MediaOffer offer, TenantPolicy policy, SdpSession theirs, RtpSocket socket, CancellationToken cancellationToken)
    {
        var local = new LocalAudio { Address = _options.Address, Port = socket.Ports.Rtp };
        var answerer = new OfferAnswer(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 1);
        if (!answerer.TryAnswer(theirs, local, out var answer, out var agreement, out _))
        {
            return Refuse(offer, MediaRefusalReason.NothingInCommon);
        }

        var accepted = new MediaAccepted(new Sensitive<string>(answer!.Write()));
        var session = await CreateSessionAsync(offer, policy, new RtpLine(socket, agreement!, _time, _options.RtpTimeout), cancellationToken);
        _sessions[offer.CallId] = new CallMedia(offer.CallId, session, OpenOffer, _options.RtpTimeout, _time, Signal);
        return accepted;
    }

    private ColleagueOffer? OpenOffer() => ColleagueOffer.TryOpen(_options.Address, _parts.Ports, _time, out var offer) ? offer : null;

    private void Signal(MediaSignal signal) => _signals.Writer.TryWrite(signal);

    private async Task<MediaSession> CreateSessionAsync(MediaOffer offer, TenantPolicy policy, IVoiceLine line, CancellationToken cancellationToken)
    {
        var opened = new AgentSessionOpened(AuditLabel.Of(policy.Agent.Provider), AuditLabel.Of(policy.Agent.Forward), Attempt: 1)
        {
            CallId = offer.CallId,
            Tenant = policy.Tenant,
            PolicyRevision = policy.Revision,
        };
        await _parts.Hearing.Audit.AppendAsync(opened, cancellationToken);
        var agent = await ConnectAsync(offer, policy, AgentRung.First, talk: [], cancellationToken);
        try
        {
            return new MediaSession(PartsOf(offer, policy, line, agent));
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    private MediaSessionParts PartsOf(MediaOffer offer, TenantPolicy policy, IVoiceLine line, IAgentSession agent) => new()
    {
        Context = new ReleaseContext(offer.CallId, policy),
        Hearing = _parts.Hearing,
        Line = line,
        Agent = agent,
        ConnectAgentAsync = (rung, talk, token) => ConnectAsync(offer, policy, rung, talk, token),
        KeepHandoff = _handoffs.Keep,
        Audit = _parts.Hearing.Audit,
        Sounds = _sounds.For(policy, line.SampleRate),
        BackEnds = _backEnds,
        ReadSecret = _parts.ReadSecret,
        Signal = Signal,
        TurnSent = timings => TurnSent?.Invoke(timings),
        AnswerHeard = timings => AnswerHeard?.Invoke(timings),
        Time = _time,
        Log = _log,
    };

    private async Task<IAgentSession> ConnectAsync(MediaOffer offer, TenantPolicy policy, AgentRung rung, ImmutableArray<RememberedTurn> talk, CancellationToken cancellationToken)
    {
        var agent = SessionRules.AgentAt(policy, rung);
        var session = await _parts.Agents.ConnectAsync(AgentSettings.From(policy, agent, _parts.ReadSecret(agent.ApiKey)) with { Context = talk }, cancellationToken);
        return Watch?.Invoke(offer, session) ?? session;
    }

    private MediaRefused RefuseFor(MediaOffer offer, Exception failure)
    {
        var reason = failure switch
        {
            AuditUnavailableException => MediaRefusalReason.AuditUnavailable,
            SpeechException => MediaRefusalReason.TranscriberUnavailable,
            AgentUnavailableException or OperationCanceledException => MediaRefusalReason.AgentUnavailable,
            _ => MediaRefusalReason.InternalError,
        };
        if (reason is MediaRefusalReason.InternalError)
        {
            Log.OpenFailed(_log, offer.CallId, failure.GetType().Name);
        }

        return Refuse(offer, reason);
    }

    private MediaRefused Refuse(MediaOffer offer, MediaRefusalReason reason)
    {
        Log.Refused(_log, offer.CallId, reason);
        var mayPass = reason is not (MediaRefusalReason.BadOffer or MediaRefusalReason.NothingInCommon or MediaRefusalReason.InternalError);
        return new MediaRefused(reason, mayPass ? _options.RetryAfter : null);
    }
}

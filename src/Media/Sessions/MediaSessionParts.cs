using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Media.Caller;
using CompliantVoiceProxy.Media.Handoffs;
using CompliantVoiceProxy.Media.Line;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Media.Turns;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What a session is made of. It owns the line and the agent session and gives both back at its end.</summary>
internal sealed record MediaSessionParts
{
    public required ReleaseContext Context { get; init; }

    public required Hearing Hearing { get; init; }

    public required IVoiceLine Line { get; init; }

    /// <summary>The first session with the voice AI, already open.</summary>
    public required IAgentSession Agent { get; init; }

    /// <summary>Opens another one.</summary>
    public required Func<AgentRung, ImmutableArray<RememberedTurn>, CancellationToken, Task<IAgentSession>> ConnectAgentAsync { get; init; }

    /// <summary>Keeps what was said for colleagues; gives the token by which they ask for it, or null.</summary>
    public required Func<HandoffDraft, Sensitive<string>?> KeepHandoff { get; init; }

    public required IAuditTrail Audit { get; init; }

    /// <summary>What the proxy itself says, at the line's rate.</summary>
    public required SessionSounds Sounds { get; init; }

    /// <summary>The way to the tenants' back ends; shared by all calls.</summary>
    public required BackEndPipelines BackEnds { get; init; }

    /// <summary>The secret that a policy refers to; null where it refers to none, or the secret is not there.</summary>
    public required Func<SecretReference?, Sensitive<string>?> ReadSecret { get; init; }

    /// <summary>Tells the signalling plane; must not block.</summary>
    public required Action<MediaSignal> Signal { get; init; }

    /// <summary>Told of every turn that was sent; must not block.</summary>
    public required Action<TurnTimings> TurnSent { get; init; }

    /// <summary>Told of every answer that the caller began to hear; must not block.</summary>
    public required Action<AnswerTimings> AnswerHeard { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }
}

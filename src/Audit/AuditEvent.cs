using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Audit;

/// <summary>Something that happened, to be recorded. Holds ids, labels, times and numbers; never what was said.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LogOpened), "log-opened")]
[JsonDerivedType(typeof(LogClosed), "log-closed")]
[JsonDerivedType(typeof(LogResumed), "log-resumed")]
[JsonDerivedType(typeof(LogRead), "log-read")]
[JsonDerivedType(typeof(PolicyLoaded), "policy-loaded")]
[JsonDerivedType(typeof(PolicyRefused), "policy-refused")]
[JsonDerivedType(typeof(PolicyRemoved), "policy-removed")]
[JsonDerivedType(typeof(CallStarted), "call-started")]
[JsonDerivedType(typeof(CallRefused), "call-refused")]
[JsonDerivedType(typeof(CallEnded), "call-ended")]
[JsonDerivedType(typeof(AgentSessionOpened), "agent-session-opened")]
[JsonDerivedType(typeof(AgentSessionClosed), "agent-session-closed")]
[JsonDerivedType(typeof(AgentValuesFound), "agent-values-found")]
[JsonDerivedType(typeof(ToolCalled), "tool-called")]
[JsonDerivedType(typeof(ToolAnswered), "tool-answered")]
[JsonDerivedType(typeof(SecureCaptureBegan), "secure-capture-began")]
[JsonDerivedType(typeof(SecureCaptureEnded), "secure-capture-ended")]
[JsonDerivedType(typeof(TransferBegan), "transfer-began")]
[JsonDerivedType(typeof(TransferFailed), "transfer-failed")]
[JsonDerivedType(typeof(TransferSucceeded), "transfer-succeeded")]
[JsonDerivedType(typeof(HandoffRead), "handoff-read")]
[JsonDerivedType(typeof(HandoffRefused), "handoff-refused")]
[JsonDerivedType(typeof(TurnCommitted), "turn-committed")]
[JsonDerivedType(typeof(FaultOccurred), "fault-occurred")]
[JsonDerivedType(typeof(ReleaseDecided), "release-decided")]
public abstract record AuditEvent
{
    /// <summary>The proxy's own id of the call (never the carrier's Call-ID); null for what concerns no call.</summary>
    public Guid? CallId { get; init; }

    /// <summary>The tenant's configured name; null for what concerns none.</summary>
    public string? Tenant { get; init; }

    public string? PolicyRevision { get; init; }
}

/// <summary>The process began, or stopped, to write this log (PCI DSS 10.2.1.6).</summary>
public sealed record LogOpened : AuditEvent;

public sealed record LogClosed : AuditEvent;

/// <summary>The store takes records again after a time in which it did not.</summary>
/// <param name="Refused">How many events could not be recorded; what waited for them did not happen.</param>
public sealed record LogResumed(long Refused) : AuditEvent;

/// <summary>Somebody read, exported or verified the log (PCI DSS 10.2.1.3).</summary>
public sealed record LogRead(AuditLabel Command) : AuditEvent;

public sealed record PolicyLoaded : AuditEvent;

/// <summary>A policy file was refused; the revision in <see cref="AuditEvent.PolicyRevision"/> stays in force.</summary>
public sealed record PolicyRefused(int Errors) : AuditEvent;

/// <summary>A tenant's policy file is gone: no new calls for it.</summary>
public sealed record PolicyRemoved : AuditEvent;

public sealed record CallStarted : AuditEvent;

public sealed record CallRefused(int Status, AuditLabel Reason) : AuditEvent;

/// <summary>The call is over. Its turns are its <see cref="TurnCommitted"/> records.</summary>
/// <param name="Duration">From the INVITE to the end.</param>
public sealed record CallEnded(AuditLabel Reason, TimeSpan Duration) : AuditEvent;

public sealed record AgentSessionOpened(AuditLabel Provider, AuditLabel Forward, int Attempt) : AuditEvent;

public sealed record AgentSessionClosed(AuditLabel Reason) : AuditEvent;

/// <summary>The voice AI said identifiers, or put them in a tool's arguments, and the tenant's policy flags that. Their types alone are here.</summary>
/// <param name="Repeated">Of values that the caller had said.</param>
/// <param name="Invented">Of values that nobody had said.</param>
public sealed record AgentValuesFound(ImmutableArray<AuditLabel> Repeated, ImmutableArray<AuditLabel> Invented) : AuditEvent;

/// <summary>The voice AI called a tool. Of the arguments, cleared, only the call's tokens are here: the rest may be anything.</summary>
/// <param name="Tool">A tool of the proxy, or of the tenant's policy; empty for any other, whose name may be anything.</param>
/// <param name="Outcome">What the AI was told; empty when the answer comes later, as <see cref="ToolAnswered"/>.</param>
/// <param name="Tokens">In order.</param>
public sealed record ToolCalled(AuditLabel Tool, AuditLabel Outcome, ImmutableArray<AuditToken> Tokens) : AuditEvent;

/// <summary>A tool that took its time has come to its end, and the voice AI is told.</summary>
/// <param name="Attempts">How often the back end was asked; 0 when it was not.</param>
/// <param name="Tokens">Those in the answer that the AI gets, in order.</param>
public sealed record ToolAnswered(AuditLabel Tool, AuditLabel Outcome, int Attempts, ImmutableArray<AuditToken> Tokens) : AuditEvent;

/// <summary>From here on the voice AI gets nothing of the caller.</summary>
public sealed record SecureCaptureBegan : AuditEvent;

/// <param name="How">Done, or out of time.</param>
public sealed record SecureCaptureEnded(AuditLabel How) : AuditEvent;

/// <summary>A colleague is looked for.</summary>
/// <param name="Target">The name that the tenant's policy gives it.</param>
public sealed record TransferBegan(AuditLabel Target) : AuditEvent;

/// <summary>One way to the colleague led nowhere; another may be tried.</summary>
/// <param name="Status">The SIP status that said so; 0 where none did.</param>
public sealed record TransferFailed(AuditLabel Way, AuditLabel Reason, int Status) : AuditEvent;

/// <summary>
/// The caller is with a colleague. From here on nothing of the call is transcribed, and nothing released; where the way is Anchor, its sound still
/// passes through this node, and after every other way it does not.
/// </summary>
public sealed record TransferSucceeded(AuditLabel Way) : AuditEvent;

/// <summary>A colleague's application was given what was said in a call.</summary>
/// <param name="Reader">As the operator calls it.</param>
/// <param name="WithValues">The withheld values were among it, as the policy grants its role.</param>
public sealed record HandoffRead(AuditLabel Reader, bool WithValues) : AuditEvent;

/// <summary>An application asked for what was said in a call, and it had been given out before.</summary>
public sealed record HandoffRefused(AuditLabel Reader) : AuditEvent;

public sealed record TurnCommitted(int Turn) : AuditEvent;

/// <summary>Something failed and was answered by withholding, retrying or failing over.</summary>
public sealed record FaultOccurred(AuditLabel Component, AuditLabel Reason) : AuditEvent;

/// <summary>What the release gate let out and what it kept back of one stretch of the caller's speech.</summary>
public sealed record ReleaseDecided(int Turn, long StartTicks, long EndTicks, ImmutableArray<ReleaseItem> Items) : AuditEvent;

using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Sip.Messages;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>A call as its server holds it: the machine, and what has to be given back at the end. Touched by the server's loop alone.</summary>
/// <param name="called">The address that the caller called.</param>
internal sealed class Call(Guid id, SipLegId leg, SipRequestId invite, SipUri called, CallMachine machine, PolicyPin pin) : IDisposable
{
    private readonly CancellationTokenSource _over = new();

    public Guid Id => id;

    public SipLegId Leg => leg;

    /// <summary>The colleague's, from the wish to call on; null for none.</summary>
    public AgentLeg? Agent { get; set; }

    public SipRequestId Invite => invite;

    public SipUri Called => called;

    public CallMachine Machine => machine;

    /// <summary>Fires at <see cref="CallMachine.NextDeadline"/>.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Cancelled when the call is over, for what is still being waited for on its behalf.</summary>
    public CancellationToken Over => _over.Token;

    public void CancelWaiting() => _over.Cancel();

    public void Dispose()
    {
        Timer?.Dispose();
        pin.Dispose();
        _over.Dispose();
    }
}

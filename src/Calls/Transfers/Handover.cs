using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Calls.Transfers;

/// <summary>To whom a call goes, on which terms, and what goes with it. Holds nothing of the caller's.</summary>
/// <param name="Address">The target's.</param>
/// <param name="Token">By which the colleague's desktop asks for what was said; null for none.</param>
public sealed record Handover(TransferTarget Target, SipUri Address, TransferPolicy Terms, Sensitive<string>? Token);

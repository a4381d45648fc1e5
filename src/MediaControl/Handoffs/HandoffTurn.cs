using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.MediaControl.Handoffs;

public sealed record HandoffTurn(HandoffSpeaker Speaker, Sensitive<string> Text);

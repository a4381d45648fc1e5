using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.MediaControl.Handoffs;

/// <param name="Value">Null where the reader's role may not have it.</param>
public sealed record HandoffValue(string Token, Sensitive<string>? Value);

namespace CompliantVoiceProxy.Calls;

/// <summary>Whose a SIP leg is.</summary>
internal readonly record struct CallSeat(Call Call, CallSide Side);

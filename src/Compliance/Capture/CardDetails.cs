using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>A card as a payment gateway takes it; what was not asked for is null.</summary>
/// <param name="Number">Figures alone, with a right check digit.</param>
/// <param name="ExpiryMonth">Two figures, 01 to 12.</param>
/// <param name="ExpiryYear">Four figures.</param>
/// <param name="SecurityCode">Three or four figures; the call's vault has forgotten it.</param>
public sealed record CardDetails(Sensitive<string>? Number, Sensitive<string>? ExpiryMonth, Sensitive<string>? ExpiryYear, Sensitive<string>? SecurityCode);

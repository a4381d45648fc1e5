namespace CompliantVoiceProxy.MediaControl.Handoffs;

public enum HandoffSpeaker
{
    Caller,
    VoiceAi,
}

namespace CompliantVoiceProxy.Compliance.Detection;

public enum Speaker
{
    Caller,
    Agent,
}

using System.CommandLine;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp redact</c>: what the live path does to speech and text, done to files.</summary>
internal static class RedactCommand
{
    public static Command Create() => new("redact", "Finds and masks identifiers in text or recordings, as in a live call.")
    {
        RedactTextCommand.Create(), RedactAudioCommand.Create(),
    };
}

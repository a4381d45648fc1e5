using CompliantVoiceProxy.Audit;

namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>A tool's answer that has been cleared and waits for its audit record. Opaque: nobody but the gate can look inside.</summary>
public sealed class PendingAnswer
{
    internal PendingAnswer(string text, ToolAnswered record) => (Text, Record) = (text, record);

    internal string Text { get; }

    internal ToolAnswered Record { get; }
}

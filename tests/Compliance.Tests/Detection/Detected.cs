using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>What one shared detector finds in a text, as "TYPE: value" lines: what the table tests compare.</summary>
internal static class Detected
{
    public static readonly EntityDetector Detector = new();

    public static string[] In(string text) => After([], text);

    /// <param name="turns">The turns before, agent and caller alternating, the agent's first.</param>
    public static string[] After(string[] turns, string text)
    {
        var before = new Conversation();
        for (var at = 0; at < turns.Length; at++)
        {
            before.Add(at % 2 == 0 ? Speaker.Agent : Speaker.Caller, new Sensitive<string>(turns[at]));
        }

        var detection = Detector.Detect(text, Speaker.Caller, before, isFinal: true);
        return [.. detection.Entities.Select(entity => $"{EntityTypes.NameOf(entity.Type)}: {text[entity.Span.Start..entity.Span.End]}")];
    }

    /// <summary>What the detector holds back of a turn that goes on.</summary>
    public static string HeldOf(string text) => text[Detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: false).OpenFrom..];
}

using System.Text.Json;

namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Holds the session that the AI confirmed against what was asked. What it does not mention counts as agreed.</summary>
internal static class SessionConfirmation
{
    public static SessionMismatch Compare(JsonElement session, AgentProtocol protocol, AgentAudioEncoding encoding) =>
        protocol.IsBeta() ? CompareBeta(session, encoding) : CompareReleased(session, encoding);

    private static SessionMismatch CompareReleased(JsonElement session, AgentAudioEncoding encoding)
    {
        var audio = Member(session, "audio");
        var input = Member(audio, "input");
        var output = Member(audio, "output");
        return Compare(
            input,
            turnDetection: "turn_detection",
            transcription: "transcription",
            isFormatRight: IsAbsentOr(Member(Member(input, "format"), "type"), encoding.ReleasedName())
                && IsAbsentOr(Member(Member(output, "format"), "type"), encoding.ReleasedName()));
    }

    private static SessionMismatch CompareBeta(JsonElement session, AgentAudioEncoding encoding) =>
        Compare(
            session,
            turnDetection: "turn_detection",
            transcription: "input_audio_transcription",
            isFormatRight: IsAbsentOr(Member(session, "input_audio_format"), encoding.BetaName())
                && IsAbsentOr(Member(session, "output_audio_format"), encoding.BetaName()));

    private static SessionMismatch Compare(JsonElement input, string turnDetection, string transcription, bool isFormatRight) =>
        Member(input, turnDetection).ValueKind is JsonValueKind.Object ? SessionMismatch.TurnDetection
        : Member(input, transcription).ValueKind is JsonValueKind.Object ? SessionMismatch.Transcription
        : isFormatRight ? SessionMismatch.None : SessionMismatch.AudioFormat;

    private static bool IsAbsentOr(JsonElement element, string expected) =>
        element.ValueKind is not JsonValueKind.String || element.ValueEquals(expected);

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
}

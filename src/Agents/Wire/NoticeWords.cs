namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What a voice AI is told of its tools and of captures, in our own words: a closed list of JSON texts, the same for every vendor.</summary>
internal static class NoticeWords
{
    public static string Of(ToolOutcome outcome) => outcome switch
    {
        ToolOutcome.Started => """{"status":"started"}""",
        ToolOutcome.InvalidArguments => """{"error":"invalid_arguments"}""",
        _ => """{"error":"unknown_tool"}""",
    };

    /// <summary>What a tool is called in the answer to its call: as the operator wrote it. One that the AI made up is not named back to it.</summary>
    public static string NameOf(OpenToolCall call) => call.Tool?.Text ?? "unknown_tool";

    public static string Of(CaptureNotice notice)
    {
        var subject = notice.Subject switch
        {
            CaptureSubject.Card => "card",
            CaptureSubject.Ssn => "ssn",
            CaptureSubject.Pin => "pin",
            _ => "other",
        };
        return $$"""{"secure_capture":"{{subject}}","status":"{{(notice.IsDone ? "done" : "timed_out")}}"}""";
    }
}

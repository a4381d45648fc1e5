namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>What a voice AI is told of its tools, captures and transfers, the same for every vendor: a closed list of JSON texts in our own words, or what was released.</summary>
internal static class NoticeWords
{
    public static string Of(ToolResult result) => result.Answer?.Text ?? Of(result.Outcome);

    public static string Of(ToolOutcome outcome) => outcome switch
    {
        ToolOutcome.Started => """{"status":"started"}""",
        ToolOutcome.Done => """{"status":"done"}""",
        ToolOutcome.InvalidArguments => """{"error":"invalid_arguments"}""",
        ToolOutcome.Busy => """{"error":"busy"}""",
        ToolOutcome.Unavailable => """{"error":"unavailable"}""",
        ToolOutcome.Refused => """{"error":"refused"}""",
        ToolOutcome.Failed => """{"error":"failed"}""",
        ToolOutcome.TimedOut => """{"error":"timed_out"}""",
        ToolOutcome.Interrupted => """{"error":"interrupted"}""",
        _ => """{"error":"unknown_tool"}""",
    };

    /// <summary>What a tool is called in the answer to its call: as the operator wrote it. One that the AI made up is not named back to it.</summary>
    public static string NameOf(OpenToolCall call) => call.Tool?.Text ?? "unknown_tool";

    public static string Of(AgentNotice notice) => notice switch
    {
        CaptureNotice capture => $$"""{"secure_capture":"{{WordOf(capture.Subject)}}","status":"{{(capture.IsDone ? "done" : "timed_out")}}"}""",
        ReleasedNotice released => released.Answer.Text,
        TransferNotice transfer => $$"""{"transfer":"failed","reason":"{{WordOf(transfer.Problem)}}"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(notice)),
    };

    private static string WordOf(CaptureSubject subject) => subject switch
    {
        CaptureSubject.Card => "card",
        CaptureSubject.Ssn => "ssn",
        CaptureSubject.Pin => "pin",
        _ => "other",
    };

    private static string WordOf(TransferProblem problem) => problem switch
    {
        TransferProblem.Busy => "busy",
        TransferProblem.NoAnswer => "no_answer",
        TransferProblem.Refused => "refused",
        TransferProblem.Unreachable => "unreachable",
        _ => "not_joined",
    };
}

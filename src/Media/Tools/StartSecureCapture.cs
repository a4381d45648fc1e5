using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary><c>start_secure_capture</c>: from now on the AI gets nothing of the caller, until what is captured is captured.</summary>
/// <param name="begin">Begins it, or lets the one under way go on.</param>
internal sealed class StartSecureCapture(Action<CaptureSubject, TimeSpan> begin) : ITool
{
    public string Name => SecureCapturePolicy.RequestTool;

    public AuditLabel Label => AuditLabel.OfType(typeof(StartSecureCapture));

    /// <inheritdoc/>
    public ToolOutcome? Call(string callId, Sensitive<JsonElement> arguments, TimeSpan now)
    {
        if (SubjectOf(arguments.Reveal()) is not { } subject)
        {
            return ToolOutcome.InvalidArguments;
        }

        begin(subject, now);
        return ToolOutcome.Started;
    }

    private static CaptureSubject? SubjectOf(JsonElement arguments) =>
        !arguments.TryGetProperty("subject", out var subject) || subject.ValueKind is not JsonValueKind.String ? null
        : subject.ValueEquals("card") ? CaptureSubject.Card
        : subject.ValueEquals("ssn") ? CaptureSubject.Ssn
        : subject.ValueEquals("pin") ? CaptureSubject.Pin
        : subject.ValueEquals("other") ? CaptureSubject.Other
        : null;
}

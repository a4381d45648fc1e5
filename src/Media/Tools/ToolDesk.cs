using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>Takes the voice AI's tool calls. Whatever a call holds, it is answered: an unknown name and arguments that cannot be read get an error, never an exception.</summary>
/// <remarks>One a call, of its loop.</remarks>
internal sealed class ToolDesk(IEnumerable<ITool> tools, AgentTextClearance clearance)
{
    /// <summary>In characters; of more nothing is looked at.</summary>
    private const int LongestArguments = 8_192;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16 };

    private readonly Dictionary<string, ITool> _tools = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    /// <param name="before">The turns before the call.</param>
    public ToolRun Run(AgentToolCall call, Conversation before, TimeSpan now)
    {
        var tool = _tools.GetValueOrDefault(call.Name.Reveal());
        var label = tool?.Label ?? default;
        if (call.Arguments.Reveal().Length > LongestArguments)
        {
            return new ToolRun(label, tool is null ? ToolOutcome.UnknownTool : ToolOutcome.InvalidArguments, Arguments: null);
        }

        var cleared = clearance.ClearArguments(call.Arguments, before);
        return new ToolRun(label, tool is null ? ToolOutcome.UnknownTool : Call(tool, call, now), cleared);
    }

    /// <summary>A call that is not let in: its tool is named, and nothing of it is looked at.</summary>
    public ToolRun Refuse(AgentToolCall call) => new(_tools.GetValueOrDefault(call.Name.Reveal())?.Label ?? default, ToolOutcome.Busy, Arguments: null);

    private static ToolOutcome? Call(ITool tool, AgentToolCall call, TimeSpan now)
    {
        try
        {
            using var document = JsonDocument.Parse(call.Arguments.Reveal(), Bounds);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? tool.Call(call.CallId, new Sensitive<JsonElement>(document.RootElement), now)
                : ToolOutcome.InvalidArguments;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return ToolOutcome.InvalidArguments; // not JSON, nested too deep, or half of a surrogate pair; the message quotes the text
        }
    }
}

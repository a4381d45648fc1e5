using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>The session's settings, as the protocol shows them and as the rest of the server needs them.</summary>
internal sealed class RealtimeSession
{
    private static readonly string[] ReleasedMembers =
    [
        "type", "audio", "include", "instructions", "max_output_tokens", "model", "output_modalities", "parallel_tool_calls",
        "prompt", "reasoning", "tool_choice", "tools", "tracing", "truncation",
    ];

    private static readonly string[] BetaMembers =
    [
        "modalities", "model", "instructions", "voice", "input_audio_format", "output_audio_format", "input_audio_transcription", "input_audio_noise_reduction",
        "turn_detection", "tools", "tool_choice", "temperature", "max_response_output_tokens", "speed", "tracing", "include", "prompt", "truncation",
    ];

    private readonly RealtimeDialect _dialect;
    private readonly JsonObject _document;

    public RealtimeSession(RealtimeDialect dialect, string id, string model)
    {
        _dialect = dialect;
        _document = dialect is RealtimeDialect.Released ? DescribeReleased(id, model) : DescribeBeta(id, model);
    }

    public WireFormat Input { get; private set; } = WireFormat.Pcm;

    public WireFormat Output { get; private set; } = WireFormat.Pcm;

    /// <summary>Null when the client ends its turns itself.</summary>
    public TurnDetectionSettings? TurnDetection { get; private set; } = TurnDetectionSettings.Default;

    public JsonObject Describe() => (JsonObject)_document.DeepClone();

    /// <returns>Why not, when nothing was changed.</returns>
    public RealtimeError? Update(JsonObject? update)
    {
        var isReleased = _dialect is RealtimeDialect.Released;
        if (update is null)
        {
            return RealtimeError.Missing("session");
        }

        if (isReleased && Json.Text(update, "type") is not "realtime")
        {
            return RealtimeError.Missing("session.type");
        }

        if (update.FirstOrDefault(member => !(isReleased ? ReleasedMembers : BetaMembers).Contains(member.Key)).Key is { } unknown)
        {
            return RealtimeError.Unknown($"session.{unknown}");
        }

        var next = Describe();
        Json.Merge(next, update);
        return Adopt(next);
    }

    private RealtimeError? Adopt(JsonObject next)
    {
        var isReleased = _dialect is RealtimeDialect.Released;
        var input = isReleased ? Json.Object(next["audio"], "input") : next;
        var inputFormat = isReleased ? Json.Text(input?["format"], "type") : Json.Text(next, "input_audio_format");
        var outputFormat = isReleased ? Json.Text(Json.Object(next["audio"], "output")?["format"], "type") : Json.Text(next, "output_audio_format");
        if (WireFormat.Find(inputFormat) is not { } taken || WireFormat.Find(outputFormat) is not { } given)
        {
            return RealtimeError.Invalid(isReleased ? "session.audio.input.format" : "session.input_audio_format");
        }

        (Input, Output, TurnDetection) = (taken, given, TurnDetectionSettings.Read(input?["turn_detection"]));
        foreach (var (name, value) in next)
        {
            _document[name] = value?.DeepClone();
        }

        return null;
    }

    private static JsonObject DescribeReleased(string id, string model) => new()
    {
        ["type"] = "realtime",
        ["object"] = "realtime.session",
        ["id"] = id,
        ["model"] = model,
        ["output_modalities"] = new JsonArray("audio"),
        ["instructions"] = "",
        ["tools"] = new JsonArray(),
        ["tool_choice"] = "auto",
        ["max_output_tokens"] = "inf",
        ["tracing"] = null,
        ["truncation"] = "auto",
        ["audio"] = new JsonObject
        {
            ["input"] = new JsonObject
            {
                ["format"] = WireFormat.Pcm.Describe(),
                ["transcription"] = null,
                ["noise_reduction"] = null,
                ["turn_detection"] = TurnDetectionSettings.Default.Describe(),
            },
            ["output"] = new JsonObject { ["format"] = WireFormat.Pcm.Describe(), ["voice"] = "marin", ["speed"] = 1.0 },
        },
    };

    private static JsonObject DescribeBeta(string id, string model) => new()
    {
        ["object"] = "realtime.session",
        ["id"] = id,
        ["model"] = model,
        ["modalities"] = new JsonArray("audio", "text"),
        ["instructions"] = "",
        ["voice"] = "alloy",
        ["input_audio_format"] = WireFormat.Pcm.BetaName,
        ["output_audio_format"] = WireFormat.Pcm.BetaName,
        ["input_audio_transcription"] = null,
        ["turn_detection"] = TurnDetectionSettings.Default.Describe(),
        ["tools"] = new JsonArray(),
        ["tool_choice"] = "auto",
        ["temperature"] = 0.8,
        ["max_response_output_tokens"] = "inf",
    };
}

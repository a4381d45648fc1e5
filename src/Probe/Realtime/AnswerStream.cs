using System.Net.WebSockets;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>One response, from <c>response.created</c> to <c>response.done</c>.</summary>
/// <param name="calls">The tools that it calls when all is said.</param>
internal sealed class AnswerStream(
    RealtimeWire wire, Conversation conversation, WireFormat format, RealtimeAnswer answer, IReadOnlyList<RealtimeToolCall> calls, RealtimeServerOptions options)
{
    private static readonly MediaTime Chunk = MediaTime.FromMilliseconds(100);

    private readonly string _responseId = wire.NewId("resp");
    private readonly string _itemId = wire.NewId("item");
    private MediaTime _sent;

    /// <summary>Sends the answer. Cancelled, it says so and ends in order.</summary>
    /// <param name="interruption">The answer is not wanted any more.</param>
    /// <param name="cancellationToken">The connection has gone.</param>
    public async Task RunAsync(CancellationToken interruption, CancellationToken cancellationToken)
    {
        wire.Report((connection, now) => new AnswerBegun(connection, now, answer.Transcript));
        await wire.SendAsync("response.created", new JsonObject { ["response"] = Describe("in_progress") }, cancellationToken);
        var status = wire.Faults.FailsAnswers ? "failed" : "completed";
        if (status is "completed")
        {
            try
            {
                await SpeakAsync(interruption, cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                status = "cancelled";
            }
        }

        await FinishAsync(status, cancellationToken);
        wire.Report((connection, now) => new AnswerFinished(connection, now, status, _sent));
    }

    private async Task SpeakAsync(CancellationToken interruption, CancellationToken cancellationToken)
    {
        await OpenItemAsync(cancellationToken);
        await Task.Delay(options.AnswerDelay, options.Clock, interruption);
        var sound = Resampler.Convert(answer.Sound.Samples.Span, answer.Sound.SampleRate, format.SampleRate);
        var chunk = (int)Chunk.ToSamples(format.SampleRate);
        for (var start = 0; start < sound.Length; start += chunk)
        {
            interruption.ThrowIfCancellationRequested();
            var piece = sound.AsMemory(start, Math.Min(chunk, sound.Length - start));
            await SendPieceAsync(piece, Words(start, start + chunk, sound.Length), cancellationToken);
            if (wire.Faults.DiesAfter is { } limit && _sent >= limit)
            {
                await DieAsync(cancellationToken);
            }

            if (wire.Faults.StallsAfter is { } enough && _sent >= enough)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, options.Clock, interruption);
            }

            if (options.Pace is { } pace)
            {
                await Task.Delay(Chunk.ToTimeSpan() / pace, options.Clock, interruption);
            }
        }
    }

    private async Task OpenItemAsync(CancellationToken cancellationToken)
    {
        var item = DescribeItem("in_progress", transcript: null);
        var previous = conversation.Put(_itemId, item);
        await wire.SendAsync("response.output_item.added", Located(new JsonObject { ["item"] = item.DeepClone() }), cancellationToken);
        await wire.SendAsync("conversation.item.added", new JsonObject { ["previous_item_id"] = previous, ["item"] = item.DeepClone() }, cancellationToken);
        await wire.SendAsync("response.content_part.added", InContent(new JsonObject { ["part"] = DescribePart("audio", "") }), cancellationToken);
        if (wire.Faults.FloodsWith is { } length)
        {
            await wire.SendTextAsync($$"""{"type":"flood","text":"{{new string('x', length)}}"}""", cancellationToken);
        }

        if (wire.Faults.SendsGarbage)
        {
            await wire.SendTextAsync("{\"type\":\"response.output_audio.delta\",\"delta\":", cancellationToken);
        }
    }

    private async Task SendPieceAsync(ReadOnlyMemory<short> piece, string words, CancellationToken cancellationToken)
    {
        if (words.Length > 0)
        {
            await wire.SendAsync("response.output_audio_transcript.delta", InContent(new JsonObject { ["delta"] = words }), cancellationToken);
        }

        var audio = Convert.ToBase64String(format.Encode(piece.Span));
        await wire.SendAsync("response.output_audio.delta", InContent(new JsonObject { ["delta"] = audio }), cancellationToken);
        var duration = MediaTime.FromSamples(piece.Length, format.SampleRate);
        conversation.Speak(_itemId, duration);
        _sent += duration;
    }

    private async Task DieAsync(CancellationToken cancellationToken)
    {
        if (wire.Faults.ClosesInOrder)
        {
            await wire.CloseAsync(cancellationToken);
        }
        else
        {
            wire.Abort();
        }

        throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
    }

    private async Task FinishAsync(string status, CancellationToken cancellationToken)
    {
        var output = new JsonArray();
        if (status is not "failed")
        {
            var transcript = status is "completed" ? answer.Transcript : "";
            var item = DescribeItem(status is "completed" ? "completed" : "incomplete", transcript);
            if (status is "completed")
            {
                await wire.SendAsync("response.output_audio.done", InContent([]), cancellationToken);
                await wire.SendAsync("response.output_audio_transcript.done", InContent(new JsonObject { ["transcript"] = transcript }), cancellationToken);
                await wire.SendAsync("response.content_part.done", InContent(new JsonObject { ["part"] = DescribePart("audio", transcript) }), cancellationToken);
            }

            var previous = conversation.Put(_itemId, item);
            if (wire.Dialect is RealtimeDialect.Released)
            {
                await wire.SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = previous, ["item"] = item.DeepClone() }, cancellationToken);
            }

            await wire.SendAsync("response.output_item.done", Located(new JsonObject { ["item"] = item.DeepClone() }), cancellationToken);
            output.Add(item.DeepClone());
        }

        if (status is "completed")
        {
            foreach (var call in calls)
            {
                output.Add(await CallToolAsync(call, output.Count, cancellationToken));
            }
        }

        await wire.SendAsync("response.done", new JsonObject { ["response"] = Describe(status, output) }, cancellationToken);
    }

    /// <returns>The item that the call is.</returns>
    private async Task<JsonObject> CallToolAsync(RealtimeToolCall call, int outputIndex, CancellationToken cancellationToken)
    {
        var (itemId, callId) = (wire.NewId("item"), wire.NewId("call"));
        var previous = conversation.Put(itemId, DescribeCall("in_progress", ""));
        await wire.SendAsync("response.output_item.added", InOutput(new JsonObject { ["item"] = DescribeCall("in_progress", "") }), cancellationToken);
        await wire.SendAsync("conversation.item.added", new JsonObject { ["previous_item_id"] = previous, ["item"] = DescribeCall("in_progress", "") }, cancellationToken);
        await wire.SendAsync("response.function_call_arguments.delta", InCall(new JsonObject { ["delta"] = call.Arguments }), cancellationToken);
        await wire.SendAsync("response.function_call_arguments.done", InCall(new JsonObject { ["arguments"] = call.Arguments }), cancellationToken);
        conversation.Put(itemId, DescribeCall("completed", call.Arguments));
        if (wire.Dialect is RealtimeDialect.Released)
        {
            await wire.SendAsync("conversation.item.done", new JsonObject { ["previous_item_id"] = previous, ["item"] = DescribeCall("completed", call.Arguments) }, cancellationToken);
        }

        wire.Report((connection, now) => new ToolAsked(connection, now, call.Name, call.Arguments));
        await wire.SendAsync("response.output_item.done", InOutput(new JsonObject { ["item"] = DescribeCall("completed", call.Arguments) }), cancellationToken);
        return DescribeCall("completed", call.Arguments);

        JsonObject InOutput(JsonObject members)
        {
            (members["response_id"], members["output_index"]) = (_responseId, outputIndex);
            return members;
        }

        JsonObject InCall(JsonObject members)
        {
            (InOutput(members)["item_id"], members["call_id"]) = (itemId, callId);
            return members;
        }

        JsonObject DescribeCall(string status, string arguments) => new()
        {
            ["id"] = itemId,
            ["object"] = "realtime.item",
            ["type"] = "function_call",
            ["status"] = status,
            ["name"] = call.Name,
            ["call_id"] = callId,
            ["arguments"] = arguments,
        };
    }

    /// <summary>The transcript's words that belong to a stretch of the sound, as if all took the same time.</summary>
    private string Words(int start, int end, int length)
    {
        var text = answer.Transcript;
        var from = WordStart(text, (long)text.Length * start / length);
        var to = WordStart(text, (long)text.Length * Math.Min(end, length) / length);
        return text[from..to];
    }

    private static int WordStart(string text, long position)
    {
        var at = (int)position;
        while (at > 0 && at < text.Length && text[at - 1] != ' ')
        {
            at++;
        }

        return at;
    }

    private JsonObject Located(JsonObject members)
    {
        members["response_id"] = _responseId;
        members["output_index"] = 0;
        return members;
    }

    private JsonObject InContent(JsonObject members)
    {
        Located(members)["item_id"] = _itemId;
        members["content_index"] = 0;
        return members;
    }

    private JsonObject Describe(string status, JsonArray? output = null) => new()
    {
        ["object"] = "realtime.response",
        ["id"] = _responseId,
        ["status"] = status,
        ["status_details"] = status switch
        {
            "cancelled" => new JsonObject { ["type"] = "cancelled", ["reason"] = "client_cancelled" },
            "failed" => new JsonObject { ["type"] = "failed", ["error"] = new JsonObject { ["type"] = "server_error", ["code"] = "server_error" } },
            _ => null,
        },
        ["output"] = output ?? [],
        ["conversation_id"] = "conv_1",
        ["max_output_tokens"] = "inf",
        [wire.Dialect is RealtimeDialect.Released ? "output_modalities" : "modalities"] = new JsonArray("audio"),
    };

    private JsonObject DescribeItem(string status, string? transcript) => new()
    {
        ["id"] = _itemId,
        ["object"] = "realtime.item",
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = transcript is null
            ? new JsonArray()
            : new JsonArray(DescribePart(wire.Dialect is RealtimeDialect.Released ? "output_audio" : "audio", transcript)),
    };

    private static JsonObject DescribePart(string type, string transcript) => new() { ["type"] = type, ["transcript"] = transcript };
}

using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Rtp;
using CompliantVoiceProxy.Speech.Voice;

namespace CompliantVoiceProxy.Proxy.Bench;

/// <summary>A talk with the voice AI that nothing stands in: the recording goes to its socket as it is spoken, and the product's endpointer says when a turn is over.</summary>
/// <remarks>It is told when all has been said: a pause within the recording is no end, as if it understood what is said at no cost.</remarks>
internal sealed class DirectTalk : IDisposable
{
    private const int Rate = 24_000;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly VoiceActivityDetector _detector;
    private readonly TimeSpan _endSilence;
    private readonly byte[] _buffer = new byte[256 * 1024];

    private DirectTalk(VoiceActivityDetector detector, TimeSpan endSilence) => (_detector, _endSilence) = (detector, endSilence);

    /// <param name="detector">Owned from here on.</param>
    /// <param name="endSilence">Silence that ends a turn.</param>
    public static async Task<DirectTalk> OpenAsync(Uri voiceAi, VoiceActivityDetector detector, TimeSpan endSilence, CancellationToken cancellationToken)
    {
        var talk = new DirectTalk(detector, endSilence);
        await talk._socket.ConnectAsync(new UriBuilder(voiceAi) { Query = "model=bench" }.Uri, cancellationToken);
        var pcm = new JsonObject { ["type"] = "audio/pcm", ["rate"] = Rate };
        await talk.SendAsync(
            new JsonObject
            {
                ["type"] = "session.update",
                ["session"] = new JsonObject
                {
                    ["type"] = "realtime",
                    ["audio"] = new JsonObject
                    {
                        ["input"] = new JsonObject { ["format"] = pcm, ["turn_detection"] = null },
                        ["output"] = new JsonObject { ["format"] = pcm.DeepClone() },
                    },
                },
            },
            cancellationToken);
        return talk;
    }

    /// <returns>From the last sound of the utterance to the first of the answer.</returns>
    /// <exception cref="IOException">The voice AI closed the talk.</exception>
    public async Task<TimeSpan> SayAsync(Utterance said, CancellationToken cancellationToken)
    {
        var endpointer = new Endpointer(new EndpointingOptions { EndSilence = _endSilence });
        var toDetector = new Resampler(said.Sound.SampleRate, VoiceActivityDetector.SampleRate);
        var toVoiceAi = new Resampler(said.Sound.SampleRate, Rate);
        using var timer = new PlayoutTimer(TimeProvider.System, Frame);
        var begun = TimeProvider.System.GetTimestamp();
        var heard = new List<float>();
        var frame = new short[said.Sound.SampleRate / 50];
        var at = 0;
        var frames = 0;
        while (true)
        {
            for (var due = await timer.WaitAsync(cancellationToken); due > 0; due--)
            {
                frame.AsSpan().Clear();
                var left = Math.Min(frame.Length, Math.Max(0, said.Sound.Samples.Length - at));
                said.Sound.Samples.Span.Slice(Math.Min(at, said.Sound.Samples.Length), left).CopyTo(frame);
                at += frame.Length;
                var piece = new short[toVoiceAi.OutputCount(frame.Length)];
                toVoiceAi.Process(frame, piece);
                await SendAsync(new JsonObject { ["type"] = "input_audio_buffer.append", ["audio"] = Convert.ToBase64String(Bytes(piece)) }, cancellationToken);
                if (IsOver(endpointer, toDetector, frame, heard, ref frames) && at >= said.SpeechEnd.TotalSeconds * said.Sound.SampleRate)
                {
                    return TimeProvider.System.GetElapsedTime(begun, await AskAsync(cancellationToken)) - said.SpeechEnd;
                }
            }
        }
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _detector.Dispose();
    }

    private bool IsOver(Endpointer endpointer, Resampler toDetector, short[] frame, List<float> heard, ref int frames)
    {
        var samples = new float[toDetector.OutputCount(frame.Length)];
        toDetector.Process(frame, samples);
        heard.AddRange(samples);
        while (heard.Count >= VoiceActivityDetector.FrameLength)
        {
            float[] next = [.. heard.Take(VoiceActivityDetector.FrameLength)];
            heard.RemoveRange(0, next.Length);
            var start = MediaTime.FromSamples((long)frames++ * next.Length, VoiceActivityDetector.SampleRate);
            var interval = new MediaInterval(start, start + MediaTime.FromSamples(next.Length, VoiceActivityDetector.SampleRate));
            if (endpointer.Add(interval, _detector.Detect(next)) is EndpointEvent.TurnEnded)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>When the first sound of the answer was there.</returns>
    private async Task<long> AskAsync(CancellationToken cancellationToken)
    {
        await SendAsync(new JsonObject { ["type"] = "input_audio_buffer.commit" }, cancellationToken);
        await SendAsync(new JsonObject { ["type"] = "response.create" }, cancellationToken);
        long? first = null;
        while (true)
        {
            switch (await ReadTypeAsync(cancellationToken))
            {
                case "response.output_audio.delta":
                    first ??= TimeProvider.System.GetTimestamp();
                    break;
                case "response.done" when first is { } at:
                    return at;
                case "response.done":
                    throw new IOException("The voice AI gave no answer.");
            }
        }
    }

    private async Task<string?> ReadTypeAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            length += received.Count;
            if (received.MessageType is WebSocketMessageType.Close)
            {
                throw new IOException("The voice AI closed the talk.");
            }

            if (received.EndOfMessage)
            {
                using var message = JsonDocument.Parse(_buffer.AsMemory(0, length));
                return message.RootElement.GetProperty("type").GetString();
            }
        }
    }

    private Task SendAsync(JsonObject message, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private static byte[] Bytes(short[] samples) => MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
}

using System.Text.Json;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>Writes our messages, in the place of VoiceAI Connect. Takes proofs and the protocol's own words alone: no member has a parameter for free text or bare bytes.</summary>
/// <remarks>What a member returns is good until the next call. The conversation's id is made here, of nothing.</remarks>
internal sealed class BotEventWriter : IDisposable
{
    private const string Caller = "anonymous"; // bots ask for one; who calls is not theirs to know
    private static readonly MediaTime ChunkLimit = MediaTime.FromMilliseconds(200);

    private readonly JsonFrame _frame = new();

    public Guid ConversationId { get; } = Guid.NewGuid();

    /// <summary><c>session.initiate</c>: the policy's model is the bot's name.</summary>
    public ReadOnlyMemory<byte> Initiate(AgentOptions options)
    {
        var json = Begin("session.initiate");
        json.WriteBoolean("expectAudioMessages", true);
        json.WriteString("botName", options.Model.Text);
        json.WriteString("caller", Caller);
        json.WriteStartArray("supportedMediaFormats");
        foreach (var format in MediaFormats.OfferedFor(options.AudioEncoding))
        {
            json.WriteStringValue(format);
        }

        json.WriteEndArray();
        return _frame.End();
    }

    /// <summary>The <c>start</c> activity: the call stands.</summary>
    public ReadOnlyMemory<byte> StartCall()
    {
        BeginActivity("event").WriteString("name", "start");
        return EndActivity();
    }

    public ReadOnlyMemory<byte> StartUserStream()
    {
        Begin("userStream.start");
        return _frame.End();
    }

    /// <summary><c>userStream.chunk</c> with the turn's next bytes; false when none are left.</summary>
    public bool TryAppendAudio(TurnAudioEncoder turn, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (!turn.TryTake(ChunkLimit, out var chunk))
        {
            return false;
        }

        Begin("userStream.chunk").WriteBase64String("audioChunk", chunk);
        message = _frame.End();
        return true;
    }

    /// <summary><c>userStream.chunk</c> with silence, made here.</summary>
    public ReadOnlyMemory<byte> AppendSilence(AgentAudioEncoding encoding)
    {
        var silence = new byte[(int)ChunkLimit.ToSamples(encoding.SampleRate()) * encoding.BytesPerSample()];
        silence.AsSpan().Fill(encoding switch
        {
            AgentAudioEncoding.Pcmu => 0xFF,
            AgentAudioEncoding.Pcma => 0xD5,
            _ => 0,
        });
        Begin("userStream.chunk").WriteBase64String("audioChunk", silence);
        return _frame.End();
    }

    public ReadOnlyMemory<byte> StopUserStream()
    {
        Begin("userStream.stop");
        return _frame.End();
    }

    /// <summary>A <c>message</c> activity: a turn's text as the caller's.</summary>
    public ReadOnlyMemory<byte> Say(ReleasedText text)
    {
        BeginActivity("message").WriteString("text", text.Text);
        return EndActivity();
    }

    /// <summary>An <c>event</c> activity of our own: how a secure capture ended.</summary>
    public ReadOnlyMemory<byte> Tell(AgentNotice notice)
    {
        var json = BeginActivity("event");
        json.WriteString("name", "secureCapture");
        json.WritePropertyName("value");
        json.WriteRawValue(NoticeWords.Of(notice));
        return EndActivity();
    }

    public ReadOnlyMemory<byte> EndSession()
    {
        var json = Begin("session.end");
        json.WriteString("reasonCode", "client-disconnected");
        json.WriteString("reason", "Client Side");
        return _frame.End();
    }

    public void Dispose() => _frame.Dispose();

    private Utf8JsonWriter BeginActivity(string type)
    {
        var json = Begin("activities");
        json.WriteStartArray("activities");
        json.WriteStartObject();
        json.WriteString("type", type);
        return json;
    }

    private ReadOnlyMemory<byte> EndActivity()
    {
        _frame.Json.WriteEndObject();
        _frame.Json.WriteEndArray();
        return _frame.End();
    }

    private Utf8JsonWriter Begin(string type)
    {
        var json = _frame.Begin();
        json.WriteString("conversationId", ConversationId);
        json.WriteString("type", type);
        return json;
    }
}

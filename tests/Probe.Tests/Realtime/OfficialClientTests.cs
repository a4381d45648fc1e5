using System.ClientModel;
using System.Runtime.InteropServices;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;
using OpenAI.Realtime;

namespace CompliantVoiceProxy.Probe.Tests.Realtime;

/// <summary>OpenAI's own .NET client against our voice AI: what ours speaks is the real protocol.</summary>
public sealed class OfficialClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_that_the_client_ends_is_answered()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);
        using var session = await ConnectAsync(ai);
        await session.ConfigureConversationSessionAsync(WithoutTurnDetection(), Token);
        await session.SendInputAudioAsync(Tone(600), Token);
        await session.CommitPendingAudioAsync(Token);
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("My name is [NAME_1]."), Token);
        await session.StartResponseAsync(Token);

        var updates = await ReadUntilAsync<RealtimeServerUpdateResponseDone>(session);

        Names(updates).Should().ContainInOrder(
            "SessionCreated", "SessionUpdated", "InputAudioBufferCommitted", "ConversationItemAdded", "ConversationItemDone",
            "ConversationItemAdded", "ConversationItemDone", "ResponseCreated", "ResponseOutputItemAdded", "ConversationItemAdded", "ResponseContentPartAdded",
            "ResponseOutputAudioTranscriptDelta", "ResponseOutputAudioDelta", "ResponseOutputAudioDone", "ResponseOutputAudioTranscriptDone",
            "ResponseContentPartDone", "ConversationItemDone", "ResponseOutputItemDone", "ResponseDone");
        updates.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Sum(delta => delta.Delta.ToMemory().Length).Should().Be(24_000 * 2 * 12 / 10);
        string.Concat(updates.OfType<RealtimeServerUpdateResponseOutputAudioTranscriptDelta>().Select(delta => delta.Delta)).Should().Be("Beep, beep, beep.");
        updates[^1].Should().BeOfType<RealtimeServerUpdateResponseDone>().Which.Response.Status.Should().Be(RealtimeResponseStatus.Completed);

        var recording = ai.Recordings.Single();
        recording.Turns.Single().Samples.Length.Should().Be(24_000 * 6 / 10);
        recording.Texts.Should().Contain("My name is [NAME_1].");
    }

    [Fact]
    public async Task A_turn_that_ends_by_silence_is_answered_when_turn_detection_is_on()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);
        using var session = await ConnectAsync(ai);
        await session.SendInputAudioAsync(Tone(600), Token);
        await session.SendInputAudioAsync(BinaryData.FromBytes(new byte[48_000]), Token);

        var updates = await ReadUntilAsync<RealtimeServerUpdateResponseDone>(session);

        Names(updates).Should().ContainInOrder(
            "InputAudioBufferSpeechStarted", "InputAudioBufferSpeechStopped", "InputAudioBufferCommitted", "ResponseCreated", "ResponseOutputAudioDelta", "ResponseDone");
    }

    [Fact]
    public async Task A_cancelled_answer_is_cut_to_what_was_heard()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero, Pace = 1 }, Token);
        using var session = await ConnectAsync(ai);
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("Hello."), Token);
        await session.StartResponseAsync(Token);
        var begun = await ReadUntilAsync<RealtimeServerUpdateResponseOutputAudioDelta>(session);
        var item = begun.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Single().ItemId;

        await session.CancelResponseAsync(Token);
        await session.TruncateItemAsync(item, 0, TimeSpan.FromMilliseconds(60), Token);

        var updates = await ReadUntilAsync<RealtimeServerUpdateConversationItemTruncated>(session);
        updates.OfType<RealtimeServerUpdateResponseDone>().Single().Response.Status.Should().Be(RealtimeResponseStatus.Cancelled);
        updates[^1].Should().BeOfType<RealtimeServerUpdateConversationItemTruncated>().Which.AudioEndTime.Should().Be(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public async Task Committing_nothing_is_an_error_with_the_protocols_code()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions(), Token);
        using var session = await ConnectAsync(ai);
        await session.CommitPendingAudioAsync(Token);

        var updates = await ReadUntilAsync<RealtimeServerUpdateError>(session);

        updates[^1].Should().BeOfType<RealtimeServerUpdateError>().Which.Error.Code.Should().Be("input_audio_buffer_commit_empty");
    }

    [Fact]
    public async Task G711_is_taken_and_given_in_messages_of_megabytes()
    {
        await using var ai = await RealtimeServer.StartAsync(new RealtimeServerOptions { AnswerDelay = TimeSpan.Zero }, Token);
        using var session = await ConnectAsync(ai);
        var options = WithoutTurnDetection();
        options.AudioOptions.InputAudioOptions.AudioFormat = new RealtimePcmuAudioFormat();
        options.AudioOptions.OutputAudioOptions = new RealtimeConversationSessionOutputAudioOptions { AudioFormat = new RealtimePcmaAudioFormat() };
        await session.ConfigureConversationSessionAsync(options, Token);
        var bytes = new byte[4 << 20];
        G711Codec.Pcmu.Encode(new short[bytes.Length], bytes);
        await session.SendInputAudioAsync(BinaryData.FromBytes(bytes), Token);
        await session.CommitPendingAudioAsync(Token);
        await session.StartResponseAsync(Token);

        var updates = await ReadUntilAsync<RealtimeServerUpdateResponseDone>(session);

        ai.Recordings.Single().Turns.Single().SampleRate.Should().Be(8_000);
        ai.Recordings.Single().Turns.Single().Samples.Length.Should().Be(bytes.Length);
        updates.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Sum(delta => delta.Delta.ToMemory().Length).Should().Be(8_000 * 12 / 10);
    }

    private static Task<RealtimeSessionClient> ConnectAsync(RealtimeServer ai)
    {
        var endpoint = new UriBuilder(ai.Url) { Scheme = "http", Path = "/v1" }.Uri;
        var client = new RealtimeClient(new ApiKeyCredential("sk-test"), new RealtimeClientOptions { Endpoint = endpoint });
        return client.StartConversationSessionAsync("gpt-realtime", new RealtimeSessionClientOptions(), Token);
    }

    private static RealtimeConversationSessionOptions WithoutTurnDetection()
    {
        var options = new RealtimeConversationSessionOptions
        {
            Instructions = "Be brief.",
            AudioOptions = new RealtimeConversationSessionAudioOptions { InputAudioOptions = new RealtimeConversationSessionInputAudioOptions() },
        };
        options.AudioOptions.InputAudioOptions.DisableTurnDetection();
        return options;
    }

    private static BinaryData Tone(int milliseconds)
    {
        var samples = new short[24 * milliseconds];
        new ToneGenerator(440, levelDbov: -20, 24_000).Fill(samples);
        return BinaryData.FromBytes(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
    }

    private static async Task<List<RealtimeServerUpdate>> ReadUntilAsync<T>(RealtimeSessionClient session)
        where T : RealtimeServerUpdate
    {
        var read = new List<RealtimeServerUpdate>();
        await foreach (var update in session.ReceiveUpdatesAsync(Token))
        {
            read.Add(update);
            if (update is T)
            {
                return read;
            }
        }

        throw new InvalidOperationException($"The session ended without {typeof(T).Name}: {string.Join(", ", Names(read))}");
    }

    private static IEnumerable<string> Names(IEnumerable<RealtimeServerUpdate> updates) =>
        updates.Select(update => update.GetType().Name.Replace("RealtimeServerUpdate", "", StringComparison.Ordinal));
}

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>The least that an AI of a protocol says, so that the same misbehaviour can be tried on each.</summary>
/// <param name="Greetings">From the open socket to the session that is set up; before each the AI waits for a message of ours.</param>
/// <param name="AnswerBeginning">The first messages of the first answer, with a piece of its sound.</param>
/// <param name="Garbage">Messages of the protocol that lack what it demands of them.</param>
/// <param name="OurMessages">How many messages of ours the set-up has.</param>
/// <param name="Welcome">What the AI says before it was told anything.</param>
internal sealed record VendorScript(string[] Greetings, string[] AnswerBeginning, string[] Garbage, int OurMessages = 1, string? Welcome = null)
{
    public const string Canary = "4111111111111111";

    public static VendorScript Of(AgentProtocol protocol) => protocol switch
    {
        AgentProtocol.Plain => new VendorScript(
            ["""{"type":"session.started","session":"s-1","audio":{"encoding":"pcm16","rate":24000}}"""],
            [$$"""{"type":"answer.audio","answer":1,"audio":"{{TalkingAi.Pcm(2_400)}}"}"""],
            [
                """{"type":"answer.audio","answer":1,"audio":"not base64 4111111111111111"}""",
                """{"type":"answer.audio","answer":1,"audio":"QUFB"}""", // three bytes: half a sample
                """{"type":"answer.audio","answer":"4111111111111111","audio":"QUE="}""",
                """{"type":"tool.call","answer":1,"call":"4111 1111 1111 1111","name":"n","arguments":"{}"}""",
                """{"kind":"4111111111111111"}""",
                """{"type":"\ud800"}""",
            ]),
        AgentProtocol.AudioCodesBot => new VendorScript(
            ["""{"type":"session.accepted","mediaFormat":"raw/lpcm16"}"""],
            ["""{"type":"playStream.start","streamId":"1"}""", $$"""{"type":"playStream.chunk","streamId":"1","audioChunk":"{{TalkingAi.Pcm(1_600)}}"}"""],
            [
                """{"type":"playStream.start","streamId":"1","mediaFormat":"wav/4111111111111111"}""",
                """{"type":"playStream.start","streamId":"4111 1111 1111 1111"}""",
                """{"type":"playStream.chunk","streamId":"1","audioChunk":"not base64 4111111111111111"}""",
                """{"type":"activities","activities":"4111111111111111"}""",
                """{"kind":"4111111111111111"}""",
                """{"type":"\ud800"}""",
            ],
            OurMessages: 2),
        AgentProtocol.DeepgramAgent => new VendorScript(
            ["""{"type":"SettingsApplied"}"""],
            [ScriptedAi.Binary(new byte[4_800])],
            [
                """{"type":"ConversationText","role":"assistant"}""",
                """{"type":"ConversationText","role":"4111111111111111","content":"4111111111111111"}""",
                """{"type":"FunctionCallRequest","functions":"4111111111111111"}""",
                """{"type":"FunctionCallRequest","functions":[{"id":"4111 1111 1111 1111","name":"n","arguments":"{}","client_side":true}]}""",
                """{"type":"FunctionCallCancelled"}""",
                """{"kind":"4111111111111111"}""",
                """{"type":"\ud800"}""",
            ],
            Welcome: """{"type":"Welcome","request_id":"r-1"}"""),
        AgentProtocol.GeminiLive => new VendorScript(
            ["""{"setupComplete":{}}"""],
            [$$$"""{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"{{{TalkingAi.Pcm(2_400)}}}"}} ]} } }"""],
            [
                """{"serverContent":"4111111111111111"}""",
                """{"serverContent":{"modelTurn":{"parts":"4111111111111111"}}}""",
                """{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/4111111111111111","data":"QUE="}}]}}}""",
                """{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"not base64 4111111111111111"}}]}}}""",
                """{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm","data":"QUFB"}}]}}}""", // three bytes: half a sample
                """{"serverContent":{"outputTranscription":{"text":"\ud800"}}}""",
                """{"toolCall":{"functionCalls":"4111111111111111"}}""",
                """{"toolCall":{"functionCalls":[{"id":"4111 1111 1111 1111","name":"n"}]}}""",
                """{"toolCallCancellation":{}}""",
            ]),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };

    public async Task GreetAsync(ScriptedAi ai)
    {
        if (Welcome is not null)
        {
            await ai.SendAsync(Welcome);
        }

        foreach (var greeting in Greetings)
        {
            await ai.ReceiveAsync();
            await ai.SendAsync(greeting);
        }

        for (var received = Greetings.Length; received < OurMessages; received++)
        {
            await ai.ReceiveAsync();
        }
    }

    public async Task BeginAnswerAsync(ScriptedAi ai)
    {
        foreach (var message in AnswerBeginning)
        {
            await ai.SendAsync(message);
        }
    }
}

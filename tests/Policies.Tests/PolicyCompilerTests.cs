using System.Collections.Immutable;
using System.Text;

namespace CompliantVoiceProxy.Policies.Tests;

public sealed class PolicyCompilerTests
{
    [Fact]
    public void What_is_not_written_is_as_the_model_says()
    {
        var policy = PolicyText.Compile(PolicyText.Whole).Policy!;

        policy.Should().BeEquivalentTo(new TenantPolicy
        {
            Tenant = "clinic",
            Revision = policy.Revision,
            Called = [new CalledPattern("clinic@*")],
            Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1:9100/v1/realtime"), Model = "gpt-realtime" },
        });
        policy.Revision.Should().MatchRegex("^[0-9a-f]{12}$");
    }

    [Fact]
    public void Everything_can_be_written()
    {
        var policy = PolicyText.Compile("""
            tenant: billing
            match:
              called: [billing@*, "*@billing.example"]
            agent:
              url: wss://ai.example/v1/realtime?model=x
              model: m
              voice: v
              dialect: beta
              api-key: { file: keys/ai }
              forward: text-only
              values: flag
              audio-format: pcma
              instructions: ""
              connect-timeout: 0.5s
            mask: { sound: noise, tone: 1.5kHz }
            clearance: { minimum-word-confidence: 0.75, mask-padding: 0ms }
            entities:
              CREDIT_CARD: { text: bin-and-last-four, minimum-confidence: 0.9 }
              CITY: { text: keep, sound: keep }
            recognizers:
              - { name: claim, pattern: "CL[0-9]{6}", context: [claim number], checksum: luhn }
              - { name: project, type: MRN, words: [blue heron] }
            secure-capture: { start-phrases: read me the card, start-tools: [take_card], start-on-digit: true, done-tools: [charge], done-key: star, timeout: 90s }
            turns:
              { end-silence: 1s, end-silence-complete: 400ms, end-silence-unfinished: 2s, maximum-turn: 1m, barge-in-after: 100ms, no-input-after: 10s, no-input-prompts: 1 }
            handoff: { values-for: [supervisor] }
            fillers: { after: 1s, again-after: 2s, play: false }
            failover: { answer-timeout: 60s, restore-within: 3s, spare: { url: "wss://spare.example/", model: s } }
            """).Policy!;

        policy.Should().BeEquivalentTo(new TenantPolicy
        {
            Tenant = "billing",
            Revision = policy.Revision,
            Called = [new CalledPattern("billing@*"), new CalledPattern("*@billing.example")],
            Agent = new AgentPolicy
            {
                Url = new Uri("wss://ai.example/v1/realtime?model=x"),
                Model = "m",
                Voice = "v",
                Dialect = AgentDialect.Beta,
                ApiKey = new SecretReference { File = "/policies/keys/ai" },
                Forward = ForwardMode.TextOnly,
                Values = AgentValueAction.Flag,
                AudioFormat = AgentAudioFormat.Pcma,
                ConnectTimeout = TimeSpan.FromMilliseconds(500),
            },
            Mask = new MaskPolicy { Sound = MaskSound.Noise, ToneFrequency = 1500 },
            Clearance = new ClearancePolicy { MinimumWordConfidence = 0.75f, MaskPadding = TimeSpan.Zero },
            Entities = ImmutableSortedDictionary<EntityType, EntityPolicy>.Empty
                .Add(EntityType.CreditCard, new EntityPolicy { Text = TextAction.BinAndLastFour, MinimumConfidence = 0.9f })
                .Add(EntityType.City, new EntityPolicy { Text = TextAction.Keep, Sound = SoundAction.Keep }),
            Recognizers =
            [
                new CustomRecognizer { Name = "claim", Pattern = "CL[0-9]{6}", Context = ["claim number"], Checksum = RecognizerChecksum.Luhn },
                new CustomRecognizer { Name = "project", Type = EntityType.Mrn, Words = ["blue heron"] },
            ],
            SecureCapture = new SecureCapturePolicy
            {
                StartPhrases = ["read me the card"],
                StartTools = ["take_card"],
                StartsOnDigit = true,
                DoneTools = ["charge"],
                DoneKey = CaptureKey.Star,
                Timeout = TimeSpan.FromSeconds(90),
            },
            Turns = new TurnPolicy
            {
                EndSilence = TimeSpan.FromSeconds(1),
                EndSilenceComplete = TimeSpan.FromMilliseconds(400),
                EndSilenceUnfinished = TimeSpan.FromSeconds(2),
                MaximumTurn = TimeSpan.FromMinutes(1),
                BargeInAfter = TimeSpan.FromMilliseconds(100),
                NoInputAfter = TimeSpan.FromSeconds(10),
                NoInputPrompts = 1,
            },
            Handoff = new HandoffPolicy { ValuesFor = ["supervisor"] },
            Fillers = new FillerPolicy { After = TimeSpan.FromSeconds(1), AgainAfter = TimeSpan.FromSeconds(2), Plays = false },
            Failover = new FailoverPolicy { AnswerTimeout = TimeSpan.FromSeconds(60), RestoreWithin = TimeSpan.FromSeconds(3), Spare = new AgentPolicy { Url = new Uri("wss://spare.example/"), Model = "s" } },
        });
    }

    [Fact]
    public void Every_error_is_found_in_one_reading_with_its_line()
    {
        PolicyText.ErrorsOf("""
            tenant: Clinic 1
            match: { called: ["sip:clinic@*"] }
            agnet: {}
            agent:
              url: ws://ai.example/v1/realtime
              dialect: betta
              forward: everything
              api-key: sk-verysecret
              connect-timeout: 3s
            mask:
              tone: 1000
              sound: tone
              sound: noise
            turns:
              end-silence: 5
            clearance:
              minimum-word-confidence: 1.5
            failover:
            """).Should().Equal(
            "1: tenant is 'Clinic 1', but a name is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter",
            "2: match.called has 'sip:clinic@*', but is matched against user@host alone: leave scheme and port out",
            "3: unknown key 'agnet'; did you mean 'agent'?",
            "4: agent.model is missing",
            "5: agent.url would send calls unencrypted: ws:// is for this machine alone; write wss://",
            "6: agent.dialect is 'betta', but must be one of: released, beta; did you mean 'beta'?",
            "7: agent.forward is 'everything', but must be one of: audio-and-text, audio, text-only",
            "8: agent.api-key must not hold the key itself; say where it stands: { env: NAME } or { file: PATH }",
            "9: agent.connect-timeout is 3s, but must be in the range 200ms to 1800ms",
            "11: mask.tone is '1000', but must be a frequency with its unit, such as 1000Hz",
            "13: 'sound' is written twice; it stands on line 12 already",
            "15: turns.end-silence is '5', but must be a time with its unit, such as 800ms or 30s",
            "17: clearance.minimum-word-confidence is 1.5, but must be in the range 0 to 1",
            "18: failover must be a section of settings");
    }

    [Fact]
    public void Fillers_must_be_there_and_more_than_one() =>
        PolicyText.ErrorsOf("""
            tenant: clinic
            match: { called: ["clinic@*"] }
            agent: { url: wss://ai.example/, model: m }
            fillers:
              files: [wait.wav]
              background: typing.wav
            turns:
              no-input-file: hello.wav
            """).Should().Equal(
            "5: fillers.files names one file, but the same filler must not be heard twice running: name two or more",
            "5: fillers.files names 'wait.wav', a file that does not exist",
            "6: fillers.background names a file that does not exist",
            "8: turns.no-input-file names a file that does not exist");

    [Theory]
    [InlineData("ws://127.0.0.1:9100/", true)]
    [InlineData("ws://localhost/", true)]
    [InlineData("ws://[::1]:9100/", true)]
    [InlineData("wss://ai.example/", true)]
    [InlineData("ws://10.0.0.1/", false)]
    [InlineData("ws://localhost.evil.example/", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("https://ai.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("ai.example/v1", false)]
    [InlineData("wss://user:password@ai.example/", false)]
    [InlineData("wss://ai.example/?api-key=sk-1", false)]
    [InlineData("''", false)]
    public void Only_an_encrypted_address_or_this_machine_is_called(string url, bool isAllowed)
    {
        PolicyText.Compile(PolicyText.Whole.Replace("ws://127.0.0.1:9100/v1/realtime", url, StringComparison.Ordinal)).Errors.IsEmpty.Should().Be(isAllowed);
    }

    [Theory]
    [InlineData("api-key: sk-verysecret")]
    [InlineData("api-key: [sk-verysecret]")]
    [InlineData("api-key: { env: sk-verysecret }")]
    [InlineData("api-key: { value: sk-verysecret }")]
    [InlineData("api-key: { env: A, file: sk-verysecret }")]
    [InlineData("api-key: { env: { x: sk-verysecret } }")]
    [InlineData("api-key: {}")]
    [InlineData("api-key:")]
    [InlineData("url: wss://a:sk-verysecret@ai.example/")]
    [InlineData("key: sk-verysecret")]
    public void A_key_in_the_wrong_place_is_refused_and_not_shown(string line)
    {
        var errors = PolicyText.Compile($"{PolicyText.Whole}\n  {line}").Errors;

        errors.Should().NotBeEmpty();
        errors.Should().NotContain(error => error.Words.Contains("verysecret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_section_is_one_error_and_not_one_for_each_of_its_settings()
    {
        PolicyText.ErrorsOf("tenant: clinic").Should().Equal("1: match is missing", "1: agent is missing");
    }

    [Theory]
    [InlineData("", "1: the file is empty")]
    [InlineData("# only a comment", "1: the file is empty")]
    [InlineData("- a", "1: the file must hold settings, written as 'key: value'")]
    [InlineData("tenant", "1: the file must hold settings, written as 'key: value'")]
    [InlineData("tenant: a\n---\ntenant: b", "2: the file holds a second document; only one is read")]
    public void A_file_that_holds_no_settings_is_one_error(string yaml, string error)
    {
        PolicyText.ErrorsOf(yaml).Should().Equal(error);
    }

    [Theory]
    [InlineData("an alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]")]
    [InlineData("an anchor alone", "tenant: &name clinic")]
    [InlineData("a tag", "tenant: !!binary aGVsbG8=")]
    [InlineData("a tab", "agent:\n\turl: x")]
    [InlineData("an open quote", "tenant: \"clinic")]
    [InlineData("an open bracket", "match: { called: [")]
    [InlineData("a key that is a list", "? [a, b]\n: c")]
    [InlineData("a directive", "%YAML 9.9\n---\ntenant: a")]
    public void What_is_not_plain_YAML_is_refused_in_words(string what, string yaml)
    {
        PolicyText.Compile(yaml).Errors.Should().NotBeEmpty(what);
    }

    [Fact]
    public void Deep_nesting_large_files_and_foreign_bytes_are_refused()
    {
        PolicyText.ErrorsOf(new string('[', 10_000)).Should().ContainSingle().Which.Should().Contain("nested more than");
        PolicyText.ErrorsOf(new string('a', 300_000)).Should().ContainSingle().Which.Should().Contain("bytes");
        PolicyCompiler.Compile([0x74, 0xff, 0xfe], "x.yaml").Errors.Should().ContainSingle().Which.Words.Should().Contain("UTF-8");
    }

    [Fact]
    public void No_mutation_of_a_policy_makes_the_reader_throw()
    {
        var whole = File.ReadAllBytes(Path.Combine(Samples.Folder, "billing.yaml"));
        var random = new Random(20261122);
        for (var round = 0; round < 5000; round++)
        {
            var mutated = whole.ToArray();
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = "\0\t\n -:,[]{}#&*!|>'\"%@`?~aZ9\xff"u8[random.Next(28)];
            }

            var length = random.Next(mutated.Length + 1);
            var compile = () => PolicyCompiler.Compile(mutated.AsSpan(0, length), "x.yaml");
            compile.Should().NotThrow(Encoding.Latin1.GetString(mutated, 0, length));
        }
    }

    [Fact]
    public void Every_prefix_of_a_policy_is_read_without_throwing()
    {
        var whole = File.ReadAllBytes(Path.Combine(Samples.Folder, "billing.yaml"));
        for (var length = 0; length < whole.Length; length++)
        {
            PolicyCompiler.Compile(whole.AsSpan(0, length), "x.yaml").Should().NotBeNull();
        }
    }
}

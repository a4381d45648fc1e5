using System.Runtime.CompilerServices;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Commands;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

[Collection(CommandRun.Collection)]
public sealed class PolicyTestCommandTests : IDisposable
{
    private const string Good = "tenant: clinic\nmatch: { called: [clinic@*] }\nagent: { url: ws://127.0.0.1:9100/, model: m }\n";
    private const string Conversation = """
        agent: What is your member ID?
        caller: It is 4 4 1 0 2 7 7.

        agent: So double four one oh two seven seven?
        Yes, and my card number is 4111 1111 1111 1111.
        Thank you.
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-try-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_conversation_is_shown_as_it_would_leave_with_the_reasons()
    {
        var (code, output, _) = await CommandRun.RunAsync("policy", "test", Write("p.yaml", Good), "--text", Write("call.txt", Conversation));

        code.Should().Be(ExitCode.Done);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[..3].Should().Equal(
            "The AI gets audio-and-text.",
            "line 1, agent: What is your member ID?",
            "line 2, caller: It is [MEMBER_ID_1].");
        lines[3].Should().MatchRegex(@"^    MEMBER_ID by MemberIdRecognizer, [01]\.[0-9]{2}: token in text, mask in sound$");
        lines[4].Should().Be("line 4, agent: So [MEMBER_ID_1]?");
        lines[5].Should().EndWith(": the caller said it");
        lines[6].Should().Be("line 5, caller: Yes, and my card number is [CREDIT_CARD_1].");
        lines[^1].Should().Be("line 6, caller: Thank you.");
        output.Should().NotContainAny("4111", "4 4 1 0", "double four");
    }

    [Fact]
    public async Task Against_another_policy_only_what_would_change_is_shown()
    {
        var other = Write("other.yaml", Good + "entities: { CREDIT_CARD: { text: last-four } }\n");

        var (code, output, _) = await CommandRun.RunAsync(
            "policy", "test", Write("p.yaml", Good), "--text", Write("call.txt", Conversation), "--against", other);

        code.Should().Be(ExitCode.Done);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(line => !line.StartsWith(' ')).Should().Equal(
            "Settings that differ:",
            "- entities.CREDIT_CARD: token in text, mask in sound, from 0.8 on",
            "+ entities.CREDIT_CARD: last-four in text, mask in sound, from 0.8 on",
            "- line 5, caller: Yes, and my card number is [CREDIT_CARD_1].",
            "+ line 5, caller: Yes, and my card number is [CREDIT_CARD_1 ending in 1111].",
            "1 would change.");
    }

    [Fact]
    public async Task A_policy_that_changes_nothing_is_said_to()
    {
        var (code, output, _) = await CommandRun.RunAsync(
            "policy", "test", Write("p.yaml", Good), "--text", Write("call.txt", Conversation), "--against", Write("q.yaml", Good + "# the same\n"));

        code.Should().Be(ExitCode.Done);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal("No setting of what leaves differs.", "Nothing would change.");
    }

    [Fact]
    public async Task A_change_that_shows_in_no_utterance_is_none_of_them()
    {
        var other = Write("other.yaml", Good + "entities: { MEMBER_ID: { text: last-four }, PERSON: { text: surrogate } }\n");

        var (_, output, _) = await CommandRun.RunAsync("policy", "test", Write("p.yaml", Good), "--text", Write("call.txt", "my member ID is 4410277"), "--against", other);

        output.Should().Contain("+ entities.MEMBER_ID: last-four").And.Contain("Nothing would change.", "seven figures are no whole number");
    }

    [Fact]
    public async Task Made_up_values_are_no_change_as_they_are_random()
    {
        var policy = Write("p.yaml", Good + "entities: { PHONE_NUMBER: { text: surrogate } }\n");

        var (_, output, _) = await CommandRun.RunAsync("policy", "test", policy, "--text", Write("call.txt", "my phone number is 415-555-2671"), "--against", policy);

        output.Should().Contain("Nothing would change.");
    }

    [Fact]
    public async Task What_is_not_sure_enough_for_the_policy_is_said_to_be()
    {
        var policy = Write("p.yaml", Good + "entities: { MEMBER_ID: { text: keep, minimum-confidence: 1 } }\n");

        var (_, output, _) = await CommandRun.RunAsync("policy", "test", policy, "--text", Write("call.txt", "my member ID is 4410277"));

        output.Should().Contain("(not sure enough: the policy asks for 1)").And.NotContain("4410277");
    }

    [Fact]
    public async Task A_tenants_own_recognizer_is_shown_by_its_name()
    {
        var policy = Write("p.yaml", Good + "recognizers: [{ name: loyalty-card, pattern: \"LC[0-9]{3}\" }]\n");

        var (_, output, _) = await CommandRun.RunAsync("policy", "test", policy, "--text", Write("call.txt", "it is LC411"));

        output.Should().Contain("CUSTOM by loyalty-card, 0.75: token in text, mask in sound");
    }

    [Fact]
    public void A_recognizer_that_fails_is_shown_by_its_name()
    {
        var heavy = new CustomRecognizer { Name = "heavy", Pattern = "([a-z]{1,40} ){1,40}[0-9]", LongestMatch = TimeSpan.FromTicks(1) };
        var text = string.Concat(Enumerable.Repeat("some words of talk ", 20_000));

        var step = PolicyTrial.OfText([text], TenantPolicy.Defaults with { Recognizers = [heavy] }).Should().ContainSingle().Subject;

        step.Leaves.Should().Be("[UNKNOWN_NUMBER_1]");
        step.Reasons.Should().StartWith("heavy failed: all of it is withheld");
    }

    [Fact]
    public async Task Without_a_text_what_the_policy_sets_is_shown_defaults_included()
    {
        var policy = Write("p.yaml", Good + "secure-capture: { start-tools: [take_card], timeout: 30s }\nrecognizers: [{ name: claim, pattern: \"CL[0-9]+\" }]\n");

        var (code, output, _) = await CommandRun.RunAsync("policy", "test", policy);

        code.Should().Be(ExitCode.Done);
        output.Split('\n').Should().Contain(
        [
            "agent.forward: audio-and-text",
            "entities.CVV: token in text, mask in sound, from 0.8 on",
            "recognizers.claim: CUSTOM, pattern CL[0-9]+, words [], context [], checksum none",
            "secure-capture: from [take_card] to [pound] or 30s",
        ]);
    }

    [Fact]
    public async Task A_secure_capture_that_would_begin_is_shown()
    {
        var policy = Write("p.yaml", Good + "secure-capture: { start-phrases: [read me the card] }\n");

        var (_, output, _) = await CommandRun.RunAsync("policy", "test", policy, "--text", Write("call.txt", "agent: Please read me the card number.\n"));

        output.Should().Contain("a secure capture begins");
    }

    [Fact]
    public async Task A_recording_is_shown_part_by_part_with_its_turns()
    {
        Assert.SkipUnless(ModelAssets.FromEnvironment().Missing().Count == 0, "the speech models are not here; ./cvp setup fetches them");

        var (code, output, _) = await CommandRun.RunAsync("policy", "test", Write("p.yaml", Good), "--audio", TestAudio());

        code.Should().Be(ExitCode.Done);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().Contain(line => line.EndsWith(" s: the original", StringComparison.Ordinal))
            .And.Contain(line => line.EndsWith(" s: the mask", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("    Entity: CREDIT_CARD by CardNumberRecognizer, ", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("turn 1: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_with_errors_fails_the_check()
    {
        var bad = Write("bad.yaml", Good + "entities: { CVV: { text: keep } }\n");

        var (code, output, _) = await CommandRun.RunAsync("policy", "test", Write("p.yaml", Good), "--against", bad);

        code.Should().Be(ExitCode.CheckFailed);
        output.Should().StartWith($"{bad}:4: entities.CVV.text is 'keep', but ");
    }

    [Theory]
    [InlineData("nowhere.yaml")]
    [InlineData("p.yaml", "--text", "nowhere.txt")]
    [InlineData("p.yaml", "--audio", "nowhere.wav")]
    [InlineData("p.yaml", "--against", "nowhere.yaml")]
    [InlineData("p.yaml", "--text", "p.yaml", "--audio", "p.yaml")]
    [InlineData("p.yaml", "--audio", "p.yaml")]
    public async Task Files_that_are_not_there_or_not_what_they_should_be_are_wrong_use(params string[] args)
    {
        Write("p.yaml", Good);

        var (code, _, errors) = await CommandRun.RunAsync(["policy", "test", .. args.Select(arg => arg.StartsWith('-') ? arg : Path.Combine(_folder, arg))]);

        code.Should().Be(ExitCode.WrongUse);
        errors.Should().NotBeEmpty();
    }

    private static string TestAudio([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../test-audio/patient-4-card.wav"));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}

using System.Text.Json;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Proxy.Commands;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

public sealed class RedactTextCommandTests
{
    [Fact]
    public async Task A_row_comes_back_masked_with_its_spans()
    {
        var (code, lines, _) = await RunAsync("""{"id":"a","text":"my member ID is 4410277"}""");

        code.Should().Be(ExitCode.Done);
        var row = JsonDocument.Parse(lines[0]).RootElement;
        row.GetProperty("text").GetString().Should().Be("my member ID is [MEMBER_ID_1]");
        var span = row.GetProperty("spans")[0];
        (span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32()).Should().Be((16, 23));
        span.GetProperty("type").GetString().Should().Be("MEMBER_ID");
        span.GetProperty("recognizer").GetString().Should().Be("MemberIdRecognizer");
    }

    [Fact]
    public async Task Turns_come_back_as_turns_and_a_question_makes_its_answer_expected()
    {
        var (_, lines, _) = await RunAsync("""{"id":"a","turns":[{"speaker":"agent","text":"Your zip code?"},{"speaker":"caller","text":"94110"}]}""");

        var turns = JsonDocument.Parse(lines[0]).RootElement.GetProperty("turns");
        turns[0].GetProperty("spans").GetArrayLength().Should().Be(0);
        turns[1].GetProperty("text").GetString().Should().Be("[ZIP_CODE_1]");
    }

    [Fact]
    public async Task A_malformed_line_is_named_but_not_quoted_and_the_others_are_done()
    {
        var (code, lines, errors) = await RunAsync("""
            {"id":"a","text":"good morning"}
            {"id":"b","text":"my social is 219-09-9999"
            {"id":"c"}
            {"id":"d","text":"good bye"}
            """);

        code.Should().Be(ExitCode.WrongUse);
        lines.Should().HaveCount(2);
        errors.Should().Contain("Line 2").And.Contain("Line 3").And.NotContain("219");
    }

    [Fact]
    public async Task What_a_policy_declares_is_found_and_named_as_declared()
    {
        var policy = TenantPolicy.Defaults with { Recognizers = [new CustomRecognizer { Name = "loyalty-card", Pattern = "LC[0-9]{3}" }] };

        var (_, lines, _) = await RunAsync("""{"id":"a","text":"it is LC411"}""", policy);

        var row = JsonDocument.Parse(lines[0]).RootElement;
        row.GetProperty("text").GetString().Should().Be("it is [LOYALTY_CARD_1]");
        row.GetProperty("spans")[0].GetProperty("recognizer").GetString().Should().Be("loyalty-card");
        row.TryGetProperty("failed", out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_recognizer_that_fails_is_named_and_masks_the_whole_text()
    {
        var heavy = new CustomRecognizer { Name = "heavy", Pattern = "([a-z]{1,40} ){1,40}[0-9]", LongestMatch = TimeSpan.FromTicks(1) };
        var text = string.Concat(Enumerable.Repeat("some words of talk ", 20_000));

        var (code, lines, _) = await RunAsync($$"""{"id":"a","turns":[{"text":"{{text}}"}]}""", TenantPolicy.Defaults with { Recognizers = [heavy] });

        code.Should().Be(ExitCode.Done);
        var turn = JsonDocument.Parse(lines[0]).RootElement.GetProperty("turns")[0];
        turn.GetProperty("text").GetString().Should().Be("[UNKNOWN_NUMBER_1]");
        turn.GetProperty("failed").EnumerateArray().Select(name => name.GetString()).Should().Equal("heavy");
    }

    private static async Task<(int Code, string[] Lines, string Errors)> RunAsync(string input, TenantPolicy? policy = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await RedactTextCommand.RunAsync(policy ?? TenantPolicy.Defaults, new StringReader(input), output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), errors.ToString());
    }
}

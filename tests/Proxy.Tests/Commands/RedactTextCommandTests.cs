using System.Text.Json;
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

    private static async Task<(int Code, string[] Lines, string Errors)> RunAsync(string input)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await RedactTextCommand.RunAsync(new StringReader(input), output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), errors.ToString());
    }
}

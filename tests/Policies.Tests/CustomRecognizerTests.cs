namespace CompliantVoiceProxy.Policies.Tests;

public sealed class CustomRecognizerTests
{
    [Theory]
    [InlineData("looks ahead", "A(?=B)")]
    [InlineData("refers back", "(A)\\\\1")]
    [InlineData("an atomic group", "(?>A+)B")]
    public void A_pattern_that_cannot_be_matched_in_linear_time_is_refused(string what, string pattern)
    {
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nrecognizers:\n  - name: one\n    pattern: \"{pattern}\"")
            .Should().ContainSingle(what).Which.Should().StartWith("9: recognizers.pattern cannot be matched in linear time");
    }

    [Theory]
    [InlineData("[A-", "9: recognizers.pattern is no regular expression")]
    [InlineData("a)|(b", "9: recognizers.pattern is no regular expression")]
    [InlineData("[0-9]*", "9: recognizers.pattern matches nothing at all")]
    public void A_pattern_that_is_none_or_matches_everywhere_is_refused(string pattern, string error) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nrecognizers:\n  - name: one\n    pattern: \"{pattern}\"").Should().ContainSingle().Which.Should().StartWith(error);

    [Fact]
    public void Every_error_of_a_recognizer_has_its_line()
    {
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            recognizers:
              - pattern: A
              - name: Two
                words: ["..."]
              - name: three
              - { name: four, words: [x], checksum: crc, type: CLAIM }
              - name: four
                pattern: "B"
            """).Should().Equal(
            "8: recognizers.name is missing",
            "9: recognizers.name is 'Two', but a name is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter",
            "10: recognizers.words has '...', in which there is no word",
            "11: recognizers.name is 'three', but it has no pattern, words or context: it would find nothing",
            $"12: recognizers.type is 'CLAIM', but must be one of: {string.Join(", ", EntityTypes.All.Select(EntityTypes.NameOf))}",
            "12: recognizers.checksum is 'crc', but must be one of: none, luhn",
            "13: recognizers.name is 'four', as that of one before; names are unique");
    }

    [Theory]
    [InlineData("recognizers: CL1")]
    [InlineData("recognizers: []")]
    [InlineData("recognizers: [CL1]")]
    [InlineData("recognizers:")]
    public void What_is_no_list_of_recognizers_is_one_error(string line) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\n{line}").Should().Equal("7: recognizers must be a list of sections, each beginning with '- '");

    [Fact]
    public void A_pattern_that_is_too_long_is_refused() =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nrecognizers:\n  - name: one\n    pattern: \"{new string('A', 501)}\"")
            .Should().Equal("9: recognizers.pattern has 501 characters; at most 500 are read");

    [Theory]
    [InlineData("pattern: A")]
    [InlineData("words: [blue heron]")]
    [InlineData("context: [locker number]")]
    public void Any_one_of_pattern_words_and_context_is_enough(string line) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\nrecognizers:\n  - name: one\n    {line}").Should().BeEmpty();

    [Fact]
    public void A_pattern_tells_whole_values_and_finds_parts_of_texts()
    {
        var pattern = new CustomRecognizer { Name = "claim", Pattern = "CL[0-9]{2}|CL[0-9]{4}|X" }.CompilePattern()!;

        new[] { "CL41", "cl41", "CL4110", "X" }.Should().OnlyContain(value => pattern.IsWhole(value));
        new[] { "CL411", "AX", "CL41 CL41", "" }.Should().OnlyContain(value => !pattern.IsWhole(value));
        Found(pattern, "ACL41, x and CL").Should().Equal("CL41", "x");
        new CustomRecognizer { Name = "words", Words = ["blue heron"] }.CompilePattern().Should().BeNull();
    }

    [Fact]
    public void A_pattern_made_to_take_long_is_answered_in_linear_time()
    {
        var pattern = new CustomRecognizer { Name = "evil", Pattern = "(A+)+B" }.CompilePattern()!;

        pattern.IsWhole(new string('A', 100_000)).Should().BeFalse();
        Found(pattern, new string('A', 1_000)).Should().BeEmpty();
    }

    [Fact]
    public void A_pattern_that_the_compiler_would_refuse_is_refused_in_code_as_well() =>
        FluentActions.Invoking(new CustomRecognizer { Name = "bug", Pattern = "A*" }.CompilePattern).Should().Throw<InvalidOperationException>();

    [Fact]
    public void Tokens_bear_the_name_in_capitals() => new CustomRecognizer { Name = "loyalty-card-2" }.TypeName.Should().Be("LOYALTY_CARD_2");

    private static List<string> Found(CustomPattern pattern, string text)
    {
        var found = new List<string>();
        foreach (var match in pattern.FindIn(text))
        {
            found.Add(text.Substring(match.Index, match.Length));
        }

        return found;
    }
}

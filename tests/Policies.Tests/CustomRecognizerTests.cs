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
            "11: recognizers.name is 'three', but it has neither pattern nor words: it would find nothing",
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
    public void A_pattern_matches_whole_values_alone()
    {
        var regex = new CustomRecognizer { Name = "claim", Pattern = "CL[0-9]{2}|X" }.CreateRegex()!;

        regex.IsMatch("CL41").Should().BeTrue();
        regex.IsMatch("cl41").Should().BeTrue();
        regex.IsMatch("CL412").Should().BeFalse();
        regex.IsMatch("AX").Should().BeFalse();
        new CustomRecognizer { Name = "words", Words = ["blue heron"] }.CreateRegex().Should().BeNull();
    }

    [Fact]
    public void A_pattern_made_to_take_long_is_answered_in_linear_time()
    {
        var regex = new CustomRecognizer { Name = "evil", Pattern = "(A+)+B" }.CreateRegex()!;

        regex.IsMatch(new string('A', 100_000)).Should().BeFalse();
    }
}

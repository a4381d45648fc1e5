using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>What nothing announces: numbers that no harmless reading explains, names that no list has, and what a transcriber's number formatting hides.</summary>
public sealed class UnannouncedTests
{
    [Theory]
    [InlineData("a code", "flip it, okay, 863", "863")]
    [InlineData("a code, digit and tens", "it shows eight fifty nine", "eight fifty nine")]
    [InlineData("a code as a cardinal", "it reads six hundred sixty three there", "six hundred sixty three")]
    [InlineData("five figures", "that is 52681", "52681")]
    [InlineData("a card with commas", "discover 546,817,153,868,223,1", "546,817,153,868,223,1")]
    [InlineData("a card behind a currency sign", "I have $4549396914489077 on file", "4549396914489077")]
    [InlineData("commas that part no thousands", "under 8,065,936,37 it is", "8,065,936,37")]
    [InlineData("words within a number", "it goes four six one very five six fine two two one", "four six one very five six fine two two one")]
    public void A_number_that_nothing_explains_is_masked(string form, string text, string number) =>
        Detected.In(text).Should().ContainSingle(form).Which.Should().EndWith($": {number}", form);

    [Theory]
    [InlineData("a reading", "my sugar this morning was one eighty three")]
    [InlineData("a pulse", "heart rate 119")]
    [InlineData("a written pressure", "it was 142/88 at home")]
    [InlineData("a weight", "I weigh about two forty five")]
    [InlineData("a year", "that was in two thousand nineteen")]
    [InlineData("a room", "he is in room 312")]
    [InlineData("an estimate", "there were more than 450 of them")]
    [InlineData("a round sum", "it came to about five hundred")]
    [InlineData("a list of sums", "5 €, 10 €, 20 €, 50 €, 100 €, 200 €")]
    [InlineData("decimals", "it says 1,111.11 there")]
    public void What_is_counted_measured_or_paid_stays(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Fact]
    public void A_small_word_beside_an_identifier_is_no_name()
    {
        var before = new Conversation();
        before.Add(Speaker.Caller, new Sensitive<string>("My date of birth is March fourteenth, nineteen sixty two"));
        before.Add(Speaker.Agent, new Sensitive<string>("And your member number, please?"));

        new EntityDetector().Detect("My member number is eight, three, five, two, nine, four, one, seven, six.", Speaker.Caller, before, isFinal: true)
            .Entities.Should().ContainSingle().Which.Type.Should().Be(EntityType.MemberId);
    }

    [Theory]
    [InlineData("its end again", "my cell is nine zero eight three oh six six eight eighty nine I go back eighty nine", "eighty nine")]
    [InlineData("the rest behind an aside", "the zip is nine four one the print is small one oh", "one oh")]
    public void A_number_goes_on_over_an_aside(string form, string text, string rest) =>
        Detected.In(text).Should().HaveCountGreaterThan(0, form).And.Subject.Last().Should().EndWith(rest, form);

    [Theory]
    [InlineData("unlisted, first in the turn", "thandiwe hung up on me yesterday", "PERSON: thandiwe")]
    [InlineData("initial and everyday family name", "put down Orlena K Hunter", "PERSON: Orlena K Hunter")]
    [InlineData("an everyday word as a name", "thanks grace", "PERSON: grace")]
    [InlineData("a relative's", "my husband art is on the line", "PERSON: art")]
    [InlineData("in upper case before a comma", "Okay Will, one moment", "PERSON: Will")]
    [InlineData("spelled with hyphens", "they have it as s-t-o-n-e", "PERSON: s-t-o-n-e")]
    public void A_name_needs_no_cue(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);

    [Theory]
    [InlineData("compounds", "the bloodwork was preapproved")]
    [InlineData("terms of medicine", "there is no erythema or papilledema")]
    [InlineData("trade names", "they switched me from Ozempic to Jardiance")]
    [InlineData("keys of a tool", "memberId count")]
    public void Rare_English_is_no_name(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Theory]
    [InlineData("the month's ordinal", "it expires the third of twenty thirty one", "CARD_EXPIRY: the third of twenty thirty one")]
    [InlineData("a city and its ZIP", "zanesville 76763", "CITY: zanesville")]
    [InlineData("one figure and an everyday street", "we're at seven sugar maple loop apartment one b", "STREET_ADDRESS: seven sugar maple loop apartment one b")]
    [InlineData("age reached", "grandma lived to be a hundred and two", "AGE_OVER_89: a hundred and two")]
    [InlineData("a lost at", "it goes to zelda fifty one and hilltopfamilymed dot com", "EMAIL_ADDRESS: zelda fifty one and hilltopfamilymed dot com")]
    public void Short_forms_are_found(string form, string text, string found) => Detected.In(text).Should().Contain(found, form);
}

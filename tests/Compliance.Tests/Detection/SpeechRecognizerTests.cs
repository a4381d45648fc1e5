namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>Tables of the recognizers that read words: persons, dates, ages, places, e-mail and web addresses.</summary>
public sealed class SpeechRecognizerTests
{
    [Theory]
    [InlineData("a cue", "my name is Odalys Brandt", "Odalys Brandt")]
    [InlineData("lower case", "my name is maria lopez and i need a refill", "maria lopez")]
    [InlineData("a name that nobody lists", "hi this is Xyrelle Quombe", "Xyrelle Quombe")]
    [InlineData("a title", "I saw Doctor Whitfield yesterday", "Whitfield")]
    [InlineData("a relative", "my daughter Priya has a fever", "Priya")]
    [InlineData("greeted", "hi stephanie how are you", "stephanie")]
    [InlineData("misheard", "my name is jonnathen smithe", "jonnathen smithe")]
    [InlineData("an everyday word", "my name is Grace Young", "Grace Young")]
    [InlineData("an initial", "it's under laura c montgomery", "laura c montgomery")]
    public void Persons_are_found(string form, string text, string name) => Detected.In(text).Should().Equal([$"PERSON: {name}"], form);

    [Theory]
    [InlineData("a disease", "she has Parkinson's disease")]
    [InlineData("talk", "this is great, thank you so much")]
    [InlineData("a medicine", "i take lisinopril for my blood pressure")]
    [InlineData("a title alone", "the doctor said so")]
    public void What_is_no_person_stays(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Fact]
    public void A_spelled_name_is_found_behind_the_name() =>
        Detected.In("it's Brandt, B as in boy, R, A, N, D as in dog, T").Should().Equal("PERSON: Brandt", "PERSON: B as in boy, R, A, N, D as in dog, T");

    [Theory]
    [InlineData("written", "born 4/28/1957", "DATE_OF_BIRTH: 4/28/1957")]
    [InlineData("month first", "date of birth june twelfth nineteen seventy nine", "DATE_OF_BIRTH: june twelfth nineteen seventy nine")]
    [InlineData("day first", "date of birth is the sixteenth of December 1974", "DATE_OF_BIRTH: the sixteenth of December 1974")]
    [InlineData("year first", "I was born in nineteen ninety one, um, seventeenth of November", "DATE_OF_BIRTH: nineteen ninety one, um, seventeenth of November")]
    [InlineData("numbers", "my date of birth is four twelve of sixty one", "DATE_OF_BIRTH: four twelve of sixty one")]
    [InlineData("a visit", "I was there on March 3rd", "DATE: March 3rd")]
    [InlineData("two thousand", "the visit on july second two thousand and five", "DATE: july second two thousand and five")]
    [InlineData("year first written", "dated 2021-03-17", "DATE: 2021-03-17")]
    [InlineData("over 89", "my mother is ninety four years old", "AGE_OVER_89: ninety four")]
    [InlineData("a hundred", "she's a hundred and two", "AGE_OVER_89: a hundred and two")]
    public void Dates_and_great_ages_are_found(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);

    [Theory]
    [InlineData("a month", "it began in january")]
    [InlineData("a year", "in 2019 I think")]
    [InlineData("a weekday", "see you on friday")]
    [InlineData("a young age", "my son is nine")]
    [InlineData("degrees", "it was ninety five degrees outside")]
    public void Months_years_and_young_ages_stay(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Theory]
    [InlineData("written", "I live at 4417 North Alder Street", "STREET_ADDRESS: 4417 North Alder Street")]
    [InlineData("spoken", "the address is forty four seventeen north alder street apartment six", "STREET_ADDRESS: forty four seventeen north alder street apartment six")]
    [InlineData("an ordinal", "we are at 920 45th Avenue", "STREET_ADDRESS: 920 45th Avenue")]
    [InlineData("a box", "send it to P O box four four one", "STREET_ADDRESS: P O box four four one")]
    [InlineData("a city", "I live in Spokane", "CITY: Spokane")]
    [InlineData("before a state", "it's in Spokane, Washington", "CITY: Spokane")]
    public void Places_are_found(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);

    [Theory]
    [InlineData("written", "write to jane_roe.7@example.org please", "EMAIL_ADDRESS: jane_roe.7@example.org")]
    [InlineData("spoken", "it's jane underscore roe seven at example dot org", "EMAIL_ADDRESS: jane underscore roe seven at example dot org")]
    [InlineData("misheard", "my email is jane roe at gmail calm", "EMAIL_ADDRESS: jane roe at gmail calm")]
    [InlineData("web written", "see https://portal.example.org/p/2219 there", "URL: https://portal.example.org/p/2219")]
    [InlineData("web spoken", "go to w w w dot example dot org slash jane", "URL: w w w dot example dot org slash jane")]
    public void E_mail_and_web_addresses_are_found(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);
}

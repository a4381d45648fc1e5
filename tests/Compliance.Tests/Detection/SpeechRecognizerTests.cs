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
    [InlineData("two words that nobody lists", "i am calling for nkechi zielinska", "nkechi zielinska")]
    [InlineData("who told it", "bryndis told me to call", "bryndis")]
    [InlineData("who is asked for", "please ask Zuleika about it", "Zuleika")]
    [InlineData("a nurse", "the nurse, Perpetua, was kind", "Perpetua")]
    [InlineData("a relative's", "my husband's Ngozi", "Ngozi")]
    [InlineData("everyday words", "my name is faith frost", "faith frost")]
    [InlineData("a family name that is a unit", "this is Robert Stone", "Robert Stone")]
    public void Persons_are_found(string form, string text, string name) => Detected.In(text).Should().Equal([$"PERSON: {name}"], form);

    [Theory]
    [InlineData("a disease", "she has Parkinson's disease")]
    [InlineData("talk", "this is great, thank you so much")]
    [InlineData("a medicine", "i take lisinopril for my blood pressure")]
    [InlineData("a title alone", "the doctor said so")]
    [InlineData("a trade name", "I took Excedrin for the pain")]
    [InlineData("a term", "there is some auscultation to be done")]
    [InlineData("courtesy", "yes ma'am I can wait")]
    public void What_is_no_person_stays(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Fact]
    public void A_spelled_name_is_found_behind_the_name() =>
        Detected.In("it's Brandt, B as in boy, R, A, N, D as in dog, T").Should().Equal("PERSON: Brandt", "PERSON: B as in boy, R, A, N, D as in dog, T");

    [Theory]
    [InlineData("the alphabet alone", "last name is November W O S U", "November W O S U")]
    [InlineData("capitals said", "it is spelled capital M B capital E K I", "M B capital E K I")]
    [InlineData("an X", "last name is X-ray I O N G", "X-ray I O N G")]
    public void Spelled_names_are_found_whole(string form, string text, string name)
    {
        var found = Detected.In(text).Should().ContainSingle(form).Subject;

        found.Should().StartWith("PERSON: ", form).And.EndWith(name, form);
    }

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
    [InlineData("reached", "she made it to ninety six", "AGE_OVER_89: ninety six")]
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
    [InlineData("two words", "we drove over from eau claire", "CITY: eau claire")]
    [InlineData("a small one", "the lab in skokie did it", "CITY: skokie")]
    [InlineData("a site", "I'm at the Dubuque location", "CITY: Dubuque")]
    [InlineData("alone", "Okay, Issaquah.", "CITY: Issaquah")]
    [InlineData("a street that is a unit", "we are at 9701 Stone Creek Road", "STREET_ADDRESS: 9701 Stone Creek Road")]
    [InlineData("hundreds", "it's six hundred Lafayette Avenue", "STREET_ADDRESS: six hundred Lafayette Avenue")]
    [InlineData("a numbered street", "we're at two five three twenty fourth parkway", "STREET_ADDRESS: two five three twenty fourth parkway")]
    public void Places_are_found(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);

    [Theory]
    [InlineData("written", "write to jane_roe.7@example.org please", "EMAIL_ADDRESS: jane_roe.7@example.org")]
    [InlineData("spoken", "it's jane underscore roe seven at example dot org", "EMAIL_ADDRESS: jane underscore roe seven at example dot org")]
    [InlineData("misheard", "my email is jane roe at gmail calm", "EMAIL_ADDRESS: jane roe at gmail calm")]
    [InlineData("a host in two words", "it's jane roe out look dot com", "EMAIL_ADDRESS: jane roe out look dot com")]
    [InlineData("two ats", "you can write me at jane dot roe at example dot org", "EMAIL_ADDRESS: jane dot roe at example dot org")]
    [InlineData("web written", "see https://portal.example.org/p/2219 there", "URL: https://portal.example.org/p/2219")]
    [InlineData("web spoken", "go to w w w dot example dot org slash jane", "URL: w w w dot example dot org slash jane")]
    public void E_mail_and_web_addresses_are_found(string form, string text, string found) => Detected.In(text).Should().Equal([found], form);
}

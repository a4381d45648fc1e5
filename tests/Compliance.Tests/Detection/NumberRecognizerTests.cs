namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>One table for all identifiers that are figures and letters behind a cue: written, spoken, misheard; and what stays.</summary>
public sealed class NumberRecognizerTests
{
    [Theory]
    [InlineData("written", "the CVV is 482", "CVV: 482")]
    [InlineData("spoken", "security code on the back is four eight two", "CVV: four eight two")]
    [InlineData("a pair", "and the c v c is four eighty two", "CVV: four eighty two")]
    [InlineData("misheard", "the security code is four ate two", "CVV: four ate two")]
    [InlineData("expiry written", "it expires 09/27", "CARD_EXPIRY: 09/27")]
    [InlineData("expiry by month", "good through September 2027", "CARD_EXPIRY: September 2027")]
    [InlineData("expiry spoken", "expiration date oh nine twenty seven", "CARD_EXPIRY: oh nine twenty seven")]
    [InlineData("whole", "my social security number is 219-09-9999", "US_SSN: 219-09-9999")]
    [InlineData("spoken", "social is two one nine oh nine nine nine nine nine", "US_SSN: two one nine oh nine nine nine nine nine")]
    [InlineData("last four", "the last four of my social are 9999", "US_SSN: 9999")]
    [InlineData("cue behind", "it's 219 09 9999, that's my social", "US_SSN: 219 09 9999")]
    [InlineData("North American", "call me at (415) 555-0132", "PHONE_NUMBER: 415) 555-0132")]
    [InlineData("spoken", "my cell is four one five, five five five, oh one three two", "PHONE_NUMBER: four one five, five five five, oh one three two")]
    [InlineData("hundreds", "the fax number is eight hundred five five five oh one three two", "PHONE_NUMBER: eight hundred five five five oh one three two")]
    [InlineData("international", "his number is plus four four twenty seven nine four six oh nine five eight", "PHONE_NUMBER: plus four four twenty seven nine four six oh nine five eight")]
    [InlineData("record", "medical record number 00481516", "MRN: 00481516")]
    [InlineData("record spelled", "M R N is seven seven one two oh four", "MRN: seven seven one two oh four")]
    [InlineData("member", "member ID is W as in Walter, X, J, four four one oh two", "MEMBER_ID: W as in Walter, X, J, four four one oh two")]
    [InlineData("member, hyphen said", "my subscriber number is X Q dash five five two one", "MEMBER_ID: X Q dash five five two one")]
    [InlineData("account", "the account number is 55 081 4420", "ACCOUNT_NUMBER: 55 081 4420")]
    [InlineData("routing", "routing 021000021", "ACCOUNT_NUMBER: 021000021")]
    [InlineData("provider", "our NPI is 1234567893", "NPI: 1234567893")]
    [InlineData("DEA", "DEA number is A B one two three four five six three", "DEA_NUMBER: A B one two three four five six three")]
    [InlineData("licence", "driver's license number D 442 1187", "LICENSE_NUMBER: D 442 1187")]
    [InlineData("vehicle", "the license plate is K L M four four one", "VEHICLE_ID: K L M four four one")]
    [InlineData("device", "the serial number on the pump is SN 448 2201", "DEVICE_ID: SN 448 2201")]
    [InlineData("prescription", "prescription number 7 7 1 4 0 2 2", "RX_NUMBER: 7 7 1 4 0 2 2")]
    [InlineData("passport", "passport number is C zero three one eight eight four two two", "PASSPORT: C zero three one eight eight four two two")]
    [InlineData("biometric", "the voiceprint ID is VP 44190", "BIOMETRIC_ID: VP 44190")]
    [InlineData("prescription, written", "my prescription number is 7 4 4 1 9 0 2", "RX_NUMBER: 7 4 4 1 9 0 2")]
    [InlineData("prescription, spoken", "refill r x four four one nine zero two eight please", "RX_NUMBER: four four one nine zero two eight")]
    [InlineData("prescription, written", "Rx# 6642913-01", "RX_NUMBER: 6642913-01")]
    [InlineData("provider, spoken", "her n p i is one two three four five six seven eight nine three", "NPI: one two three four five six seven eight nine three")]
    [InlineData("provider, written", "NPI 1234567893", "NPI: 1234567893")]
    [InlineData("DEA, spoken", "the d e a number is a b one two three four five six three", "DEA_NUMBER: a b one two three four five six three")]
    [InlineData("DEA, written", "DEA AB1234563", "DEA_NUMBER: AB1234563")]
    [InlineData("licence, spoken", "my driver's license is d as in dog four one nine two two zero six", "LICENSE_NUMBER: d as in dog four one nine two two zero six")]
    [InlineData("licence, written", "license number D4192206", "LICENSE_NUMBER: D4192206")]
    [InlineData("passport, spoken", "passport number is c zero three four five six seven eight", "PASSPORT: c zero three four five six seven eight")]
    [InlineData("passport, written", "my passport is X12345678", "PASSPORT: X12345678")]
    [InlineData("vehicle, spoken", "the vin is one h g c m eight two six three three a zero zero four three five two", "VEHICLE_ID: one h g c m eight two six three three a zero zero four three five two")]
    [InlineData("vehicle, written", "VIN 1HGCM82633A004352", "VEHICLE_ID: 1HGCM82633A004352")]
    [InlineData("vehicle, spoken", "license plate is seven x k l two nine one", "VEHICLE_ID: seven x k l two nine one")]
    [InlineData("device, spoken", "the pump's serial number is s n four four zero one nine seven", "DEVICE_ID: s n four four zero one nine seven")]
    [InlineData("device, written", "serial number PMX-330-118274", "DEVICE_ID: PMX-330-118274")]
    [InlineData("web, spoken", "go to w w w dot my clinic dot org slash visits", "URL: w w w dot my clinic dot org slash visits")]
    [InlineData("web, written", "it is on https://portal.example.org/p/4471", "URL: https://portal.example.org/p/4471")]
    [InlineData("IPv4, spoken", "my ip address is one nine two dot one six eight dot zero dot twelve", "IP_ADDRESS: one nine two dot one six eight dot zero dot twelve")]
    [InlineData("IPv4, written", "it logs in from 10.24.3.199", "IP_ADDRESS: 10.24.3.199")]
    [InlineData("routing, spoken", "routing number zero two one zero zero zero zero two one", "ACCOUNT_NUMBER: zero two one zero zero zero zero two one")]
    [InlineData("IBAN", "the iban is DE89 3704 0044 0532 0130 00", "ACCOUNT_NUMBER: DE89 3704 0044 0532 0130 00")]
    [InlineData("claim, spoken", "the claim number is c l m four four nine zero one two seven", "MEMBER_ID: c l m four four nine zero one two seven")]
    [InlineData("claim, written", "claim 22-449-0127", "MEMBER_ID: 22-449-0127")]
    [InlineData("biometric, spoken", "my fingerprint id is f p nine nine zero one two", "BIOMETRIC_ID: f p nine nine zero one two")]
    [InlineData("biometric, written", "the voice print id is V P 4 4 1 9", "BIOMETRIC_ID: V P 4 4 1 9")]
    [InlineData("last four, spoken", "last four of my social are six one zero nine", "US_SSN: six one zero nine")]
    [InlineData("expiry, spoken", "good through oh nine twenty eight", "CARD_EXPIRY: oh nine twenty eight")]
    [InlineData("age, spoken", "she is ninety four years old", "AGE_OVER_89: ninety four")]
    [InlineData("zip", "zip code nine four one one oh", "ZIP_CODE: nine four one one oh")]
    [InlineData("zip behind a state", "we're in Tulsa, Oklahoma 74103", "CITY: Tulsa", "ZIP_CODE: 74103")]
    [InlineData("GUID", "{123e4567-e89b-12d3-a456-426655440000}", "DEVICE_ID: 123e4567-e89b-12d3-a456-426655440000")]
    [InlineData("IPv4", "it says 192.0.2.17 there", "IP_ADDRESS: 192.0.2.17")]
    [InlineData("IPv4 spoken", "one ninety two dot zero dot two dot seventeen", "IP_ADDRESS: one ninety two dot zero dot two dot seventeen")]
    [InlineData("IPv6", "from 2001:db8::17 it was", "IP_ADDRESS: 2001:db8::17")]
    [InlineData("fax", "fax it to 415 555 0132", "PHONE_NUMBER: 415 555 0132")]
    [InlineData("claim", "the claim number is C L four four one oh nine", "MEMBER_ID: C L four four one oh nine")]
    [InlineData("IBAN", "it reads GB82WEST12345698765432", "ACCOUNT_NUMBER: GB82WEST12345698765432")]
    [InlineData("VIN", "it reads 1M8GDM9AXKP042788", "VEHICLE_ID: 1M8GDM9AXKP042788")]
    [InlineData("letters alone", "my member ID starts with R X M", "MEMBER_ID: R X M")]
    [InlineData("hyphens between words", "zip is nine-four-one-one-oh", "ZIP_CODE: nine-four-one-one-oh")]
    [InlineData("zeros counted", "account number two zeros four one one nine", "ACCOUNT_NUMBER: two zeros four one one nine")]
    [InlineData("a code behind a card", "it's 4111 1111 1111 1111 and the rest is 863", "CREDIT_CARD: 4111 1111 1111 1111", "UNKNOWN_NUMBER: 863")]
    [InlineData("unannounced", "so that would be 7 7 4 0 2 1 9 6 then", "UNKNOWN_NUMBER: 7 7 4 0 2 1 9 6")]
    public void An_announced_identifier_is_found_whole(string form, string text, params string[] found) =>
        Detected.In(text).Should().Equal(found, form);

    [Theory]
    [InlineData("dose", "I take two hundred milligrams three times a day")]
    [InlineData("pressure", "it was one thirty over eighty five")]
    [InlineData("temperature", "she had a fever of one oh two point four")]
    [InlineData("time of day", "can we say ten fifteen or eleven thirty")]
    [InlineData("money", "you owe $1,204.50")]
    [InlineData("counting", "on a scale of one to ten, one being the least")]
    [InlineData("young age", "he is forty seven years old")]
    [InlineData("year", "I had it in nineteen ninety eight")]
    [InlineData("code of a procedure", "the procedure code is 99213")]
    [InlineData("a currency's code", "it comes to EUR 125 or USD140")]
    [InlineData("an hour, spelled", "we close at seven thirty p m")]
    [InlineData("an emergency", "if it gets worse call nine one one")]
    [InlineData("refills", "there are five refills left on it")]
    public void Quantities_and_codes_of_no_person_stay(string form, string text) => Detected.In(text).Should().BeEmpty(form);

    [Theory]
    [InlineData("a code", "What are the three digits on the back?", "four eight two", "CVV: four eight two")]
    [InlineData("last four", "And the last four of your social?", "9 9 9 9", "US_SSN: 9 9 9 9")]
    [InlineData("zip", "What's your zip code?", "nine four one one oh", "ZIP_CODE: nine four one one oh")]
    [InlineData("birth", "Your date of birth, please?", "four twelve sixty one", "DATE_OF_BIRTH: four twelve sixty one")]
    [InlineData("name", "Can I get your first and last name?", "Odalys Brandt", "PERSON: Odalys Brandt")]
    [InlineData("spelling", "Could you spell your last name?", "B R A N D T", "PERSON: B R A N D T")]
    public void What_was_asked_for_is_expected(string form, string asked, string answer, params string[] found) =>
        Detected.After([asked], answer).Should().Equal(found, form);

    [Fact]
    public void A_number_goes_on_behind_the_other_sides_go_ahead() =>
        Detected.After(["What's your member ID?", "X J Q four four", "Mm-hmm, go on."], "one oh two").Should().Equal("MEMBER_ID: one oh two");

    [Theory]
    [InlineData("thanks", "Thank you, one moment.")]
    [InlineData("another question", "What can I do for you today?")]
    public void What_was_answered_is_no_longer_expected(string form, string said) =>
        Detected.After(["What's your zip code?", "nine four one one oh", said], "my sugar was one twenty before lunch").Should().BeEmpty(form);

    [Theory]
    [InlineData("an aside", "Mm-hmm.")]
    [InlineData("a request", "And the rest?")]
    [InlineData("a read-back", "Four one one oh.")]
    public void A_number_that_is_not_complete_is_still_expected(string form, string said) =>
        Detected.After(["What's the account number?", "four one one oh", said], "two six").Should().Equal(["ACCOUNT_NUMBER: two six"], form);

    [Fact]
    public void A_question_for_a_quantity_ends_what_was_expected() =>
        Detected.After(["What's your member ID?", "X J Q 44102", "How many days have you had the pain?"], "about ten or twelve").Should().BeEmpty();
}

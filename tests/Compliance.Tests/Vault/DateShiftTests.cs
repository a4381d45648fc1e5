using CompliantVoiceProxy.Compliance.Vault;

namespace CompliantVoiceProxy.Compliance.Tests.Vault;

public sealed class DateShiftTests
{
    private readonly DateShift _tenDaysOn = new(from => from == 2 ? 0 : 9);

    [Theory]
    [InlineData("june twelfth nineteen seventy nine", "June 22, 1979")]
    [InlineData("June 12th, 1979", "June 22, 1979")]
    [InlineData("the 16th of December 1974", "December 26, 1974")]
    [InlineData("nineteen ninety one, um, seventeenth of november", null)]
    [InlineData("march third two thousand eleven", "March 13, 2011")]
    [InlineData("march third two thousand twenty five", "March 13, 2025")]
    [InlineData("march third twenty eleven", "March 13, 2011")]
    [InlineData("september thirtieth nineteen oh five", "October 10, 1905")]
    [InlineData("july twenty first nineteen eighty", "July 31, 1980")]
    [InlineData("July 4", "July 14")]
    [InlineData("february twenty ninth", "March 10")]
    [InlineData("4/28/2007", "May 8, 2007")]
    [InlineData("2016-11-12", "November 22, 2016")]
    [InlineData("1-jan", "January 11")]
    public void A_day_is_moved_by_the_calls_days(string spoken, string? moved) => _tenDaysOn.Shift(spoken).Should().Be(moved);

    [Theory]
    [InlineData("")]
    [InlineData("june")]
    [InlineData("nineteen seventy nine")]
    [InlineData("february thirtieth")]
    [InlineData("13/13/2007")]
    [InlineData("4/28/07")]
    [InlineData("june 12th or so")]
    [InlineData("june june june")]
    [InlineData("99999999999999999999 june")]
    [InlineData("may 3 9999")]
    public void What_is_no_whole_day_is_not_moved(string spoken) => _tenDaysOn.Shift(spoken).Should().BeNull();

    [Fact]
    public void Days_between_two_dates_stay_and_no_date_stays_itself()
    {
        for (var call = 0; call < 500; call++)
        {
            var shift = new DateShift(new Random(call).Next);
            var (first, second) = (Day(shift.Shift("June 12, 1979")), Day(shift.Shift("June 30, 1979")));

            (second.DayNumber - first.DayNumber).Should().Be(18);
            first.Should().NotBe(new DateOnly(1979, 6, 12));
        }
    }

    private static DateOnly Day(string? written) => DateOnly.Parse(written!, System.Globalization.CultureInfo.InvariantCulture);
}

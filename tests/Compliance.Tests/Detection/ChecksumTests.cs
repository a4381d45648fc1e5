using CompliantVoiceProxy.Compliance.Detection.Recognizers;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

/// <summary>Check digits against published examples, each with one figure changed.</summary>
public sealed class ChecksumTests
{
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("378282246310005", true)]
    [InlineData("6304000000000000", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("7", false)]
    [InlineData("41111a", false)]
    public void Luhn(string figures, bool isRight) => Checksum.IsLuhn(figures).Should().Be(isRight);

    [Theory]
    [InlineData("021000021", true)]
    [InlineData("011401533", true)]
    [InlineData("021000022", false)]
    [InlineData("21000021", false)]
    public void Routing_numbers(string figures, bool isRight) => Checksum.IsRouting(figures).Should().Be(isRight);

    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1245319599", true)]
    [InlineData("1234567894", false)]
    [InlineData("123456789", false)]
    public void Provider_identifiers(string figures, bool isRight) => Checksum.IsNpi(figures).Should().Be(isRight);

    [Theory]
    [InlineData("1234563", true)]
    [InlineData("1234564", false)]
    [InlineData("123456", false)]
    public void DEA_numbers(string figures, bool isRight) => Checksum.IsDea(figures).Should().Be(isRight);

    [Theory]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB82WEST12345698765433", false)]
    [InlineData("GB82", false)]
    [InlineData("82GBWEST12345698765432", false)]
    public void International_bank_accounts(string characters, bool isRight) => Checksum.IsIban(characters).Should().Be(isRight);

    [Theory]
    [InlineData("1M8GDM9AXKP042788", true)]
    [InlineData("11111111111111111", true)]
    [InlineData("1M8GDM9A1KP042788", false)]
    [InlineData("1M8GDM9AXKP04278", false)]
    [InlineData("IM8GDM9AXKP042788", false)]
    public void Vehicle_identification_numbers(string characters, bool isRight) => Checksum.IsVin(characters).Should().Be(isRight);
}

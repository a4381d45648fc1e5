using System.Text;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip.Tests;

/// <summary>User-to-User (RFC 7433), header fields in a URI (RFC 3261 section 19.1.1), message/sipfrag (RFC 3420).</summary>
public sealed class UserToUserTests
{
    [Theory]
    [InlineData("56a390f3d2b7310023a2;encoding=hex", "56a390f3d2b7310023a2", null, null)]
    [InlineData("56A3", "56a3", null, null)]
    [InlineData("00c8 ; purpose=isdn-uui;content=isdn-uui ;encoding=hex", "00c8", "isdn-uui", "isdn-uui")]
    [InlineData("\"00c8\";encoding=HEX;other", "00c8", null, null)]
    public void A_value_is_read(string text, string octets, string? purpose, string? content)
    {
        UserToUser.TryParse(text, out var value).Should().BeTrue();
        Convert.ToHexStringLower(value.Octets.Span).Should().Be(octets);
        (value.Purpose, value.Content).Should().Be((purpose, content));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("abc;encoding=hex", "half an octet")]
    [InlineData("xy", "no digits")]
    [InlineData("00c8;encoding=base64", "no such encoding")]
    [InlineData("00c8;;", "bad parameters")]
    [InlineData(";encoding=hex", "no octets")]
    public void Another_one_is_not(string text, string because) => UserToUser.TryParse(text, out _).Should().BeFalse(because);

    [Fact]
    public void What_is_written_is_read_back_and_printed_nowhere()
    {
        var value = new UserToUser { Octets = "token"u8.ToArray(), Purpose = "isdn-uui", Content = "isdn-uui" };
        value.Format().Should().Be("746f6b656e;purpose=isdn-uui;content=isdn-uui;encoding=hex");
        UserToUser.TryParse(value.Format(), out var back).Should().BeTrue();
        back.Octets.ToArray().Should().Equal(value.Octets.ToArray());
        value.ToString().Should().NotContain("746f");
    }

    [Fact]
    public void Header_fields_travel_escaped_in_a_URI()
    {
        SipUri.TryParse("sip:queue@192.0.2.7:5060;user=phone?Old=1", out var target).Should().BeTrue();
        SipHeader[] headers =
        [
            new("User-to-User", "746f6b656e;encoding=hex"),
            new("Replaces", "c1@192.0.2.1;to-tag=b1;from-tag=\u00e4 %"),
        ];
        var uri = target.WithHeaders(headers);

        uri.Text.Should().Be(
            "sip:queue@192.0.2.7:5060;user=phone?User-to-User=746f6b656e%3Bencoding%3Dhex&Replaces=c1%40192.0.2.1%3Bto-tag%3Db1%3Bfrom-tag%3D%E4%20%25");
        uri.ReadHeaders().Should().Equal(headers);
        uri.WithHeaders([]).Text.Should().Be("sip:queue@192.0.2.7:5060;user=phone");
        NameAddress.TryParse($"<{uri.Text}>", out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("SIP/2.0 200 OK", 200)]
    [InlineData("SIP/2.0 180 Ringing\r\nTo: <sip:a@b>\r\n", 180)]
    [InlineData("\r\nsip/2.0 603", 603)]
    [InlineData("SIP/2.0 100\r\n", 100)]
    [InlineData("SIP/2.0 99 ", 0)]
    [InlineData("SIP/2.0 2000 OK", 0)]
    [InlineData("SIP/2.0 700 No", 0)]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("", 0)]
    public void The_status_of_a_fragment_is_read(string body, int status)
    {
        SipFragment.TryReadStatus(Encoding.ASCII.GetBytes(body), out var read).Should().Be(status > 0);
        read.Should().Be(status);
    }
}

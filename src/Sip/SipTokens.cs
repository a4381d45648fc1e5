using System.Security.Cryptography;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Sip;

/// <summary>Branches, tags and Call-IDs: 128 random bits each (RFC 3261 sections 8.1.1.4, 8.1.1.7 and 19.3).</summary>
/// <param name="seeded">For tests alone: makes the same words in every run.</param>
internal sealed class SipTokens(Random? seeded = null)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public string NewBranch() => Via.MagicCookie + Next();

    public string NewTag() => Next();

    public string NewCallId() => Next();

    /// <summary>0 to <paramref name="most"/>, where the RFC asks for chance.</summary>
    public int NewDelay(int most) => seeded?.Next(most + 1) ?? RandomNumberGenerator.GetInt32(most + 1);

    /// <summary>How long to wait after a 491, in units of 10 ms: the owner of the Call-ID 2.1 to 4 s, the other side 0 to 2 s (section 14.1).</summary>
    public TimeSpan NewGlareDelay(bool isCallIdOurs) => TimeSpan.FromMilliseconds(10 * (isCallIdOurs ? 210 + NewDelay(190) : NewDelay(200)));

    /// <summary>A To tag for a response without a transaction: the same for each repetition of the request (section 8.2.7).</summary>
    public string StatelessTag(SipHeaders request)
    {
        var text = request.Get(SipHeaderNames.CallId) + "\n" + request.Get(SipHeaderNames.From) + "\n" + request.Get(SipHeaderNames.CSeq);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_secret, System.Text.Encoding.Latin1.GetBytes(text)).AsSpan(0, 16));
    }

    private string Next()
    {
        var bits = new byte[16];
        if (seeded is null)
        {
            RandomNumberGenerator.Fill(bits);
        }
        else
        {
            seeded.NextBytes(bits);
        }

        return Convert.ToHexStringLower(bits);
    }
}

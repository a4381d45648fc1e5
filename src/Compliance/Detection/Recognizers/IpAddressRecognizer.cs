using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>IP addresses: four numbers with periods or a spoken "dot" or "point" between, announced numbers, and IPv6 (RFC 4291 section 2.2).</summary>
internal sealed class IpAddressRecognizer : IRecognizer
{
    private const int ColonsOfFullIpv6 = 7;
    private const float LeastExpectation = 0.3f;

    public IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.IpAddress, 0.8f, 10, "ip address", "ip", "i p", "i p address", "ipv6", "ip v6", "router says", "login from", "log in from", "sign in from", "connecting from"),
    ];

    public void Find(Reading reading, List<Entity> found)
    {
        foreach (var run in reading.Runs)
        {
            reading.Budget.Spend();
            var expectation = run.ExpectationOf(EntityType.IpAddress);
            if (IsDotted(reading, run) || (expectation > LeastExpectation && run.Figures >= 2))
            {
                found.Add(new Entity(EntityType.IpAddress, reading.SpanOf(run.First, run.Last), Math.Max(0.75f, expectation), typeof(IpAddressRecognizer)));
            }
        }

        FindIpv6(reading, found);
    }

    private static bool IsDotted(Reading reading, Run run)
    {
        var dots = 0;
        for (var at = run.First + 1; at <= run.Last; at++)
        {
            var isWritten = reading.Tokens[at].IsTight && reading.Tokens[at].Follows(Gap.Period) && reading.Tokens[at].Length <= 3 && reading.Tokens[at - 1].Length <= 3;
            dots += isWritten || reading.LexemeAt(at) is "dot" or "dots" or "point" ? 1 : 0;
        }

        return dots == 3 && run.Letters == 0 && run.Figures <= 12;
    }

    private static void FindIpv6(Reading reading, List<Entity> found)
    {
        var text = reading.Text;
        for (var at = 0; at < text.Length; at++)
        {
            reading.Budget.Spend();
            var (end, colons, hasPair) = (at, 0, false);
            while (end < text.Length && (char.IsAsciiHexDigit(text[end]) || text[end] is ':'))
            {
                colons += text[end] is ':' ? 1 : 0;
                hasPair |= text[end] is ':' && end > at && text[end - 1] is ':';
                end++;
            }

            var isWhole = (end == text.Length || !char.IsLetterOrDigit(text[end])) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));
            if (isWhole && (hasPair || colons == ColonsOfFullIpv6) && colons is >= 2 and <= ColonsOfFullIpv6 && end - at > colons)
            {
                found.Add(new Entity(EntityType.IpAddress, new TextSpan(at, end), 0.95f, typeof(IpAddressRecognizer)));
            }

            at = Math.Max(at, end);
        }
    }
}

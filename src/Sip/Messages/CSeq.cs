namespace CompliantVoiceProxy.Sip.Messages;

/// <summary><c>CSeq = 1*DIGIT LWS Method</c> (RFC 3261 section 20.16).</summary>
/// <param name="Number">Below 2^31 (section 8.1.1.5).</param>
public readonly record struct CSeq(uint Number, string Method)
{
    public static bool TryParse(string text, out CSeq cseq)
    {
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        cseq = default;
        if (parts.Length != 2 || !SipGrammar.TryReadNumber(parts[0], int.MaxValue, out var number) || !SipGrammar.IsToken(parts[1]))
        {
            return false;
        }

        cseq = new CSeq(number, parts[1]);
        return true;
    }

    public string Format() => $"{Number} {Method}";
}

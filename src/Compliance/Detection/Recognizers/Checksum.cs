namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Check digits. They raise confidence and never clear: a miscounted repeat breaks them in a true number.</summary>
internal static class Checksum
{
    /// <summary>ISO/IEC 7812-1 annex B. False for anything but figures.</summary>
    public static bool IsLuhn(ReadOnlySpan<char> figures)
    {
        var sum = 0;
        for (var back = 1; back <= figures.Length; back++)
        {
            var figure = figures[^back] - '0';
            if (figure is < 0 or > 9)
            {
                return false;
            }

            figure = back % 2 == 0 ? figure * 2 : figure;
            sum += figure > 9 ? figure - 9 : figure;
        }

        return figures.Length > 1 && sum % 10 == 0;
    }

    /// <summary>ABA routing number: weights 3, 7, 1.</summary>
    public static bool IsRouting(ReadOnlySpan<char> figures)
    {
        if (figures.Length != 9)
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < 9; at++)
        {
            sum += (figures[at] - '0') * (at % 3) switch { 0 => 3, 1 => 7, _ => 1 };
        }

        return sum % 10 == 0;
    }

    /// <summary>DEA number without its two letters: (1st + 3rd + 5th) + 2 x (2nd + 4th + 6th) ends in the 7th.</summary>
    public static bool IsDea(ReadOnlySpan<char> figures) =>
        figures.Length == 7
        && (figures[0] + figures[2] + figures[4] - (3 * '0') + (2 * (figures[1] + figures[3] + figures[5] - (3 * '0')))) % 10 == figures[6] - '0';

    /// <summary>National provider identifier: Luhn over the figures behind the issuer's prefix 80840 (45 CFR 162.406).</summary>
    public static bool IsNpi(ReadOnlySpan<char> figures)
    {
        if (figures.Length != 10)
        {
            return false;
        }

        Span<char> whole = stackalloc char[15];
        "80840".CopyTo(whole);
        figures.CopyTo(whole[5..]);
        return IsLuhn(whole);
    }

    /// <summary>International bank account number, upper case: ISO 13616-1 with the check of ISO/IEC 7064 (modulo 97-10).</summary>
    public static bool IsIban(ReadOnlySpan<char> characters)
    {
        if (characters.Length is < 15 or > 34 || !char.IsAsciiLetterUpper(characters[0]) || !char.IsAsciiLetterUpper(characters[1]))
        {
            return false;
        }

        var remainder = 0;
        for (var at = 0; at < characters.Length; at++)
        {
            var character = characters[(at + 4) % characters.Length]; // country and check figures stand last
            if (char.IsAsciiDigit(character))
            {
                remainder = ((remainder * 10) + character - '0') % 97;
            }
            else if (char.IsAsciiLetterUpper(character))
            {
                remainder = ((remainder * 100) + character - 'A' + 10) % 97;
            }
            else
            {
                return false;
            }
        }

        return remainder == 1;
    }

    /// <summary>Vehicle identification number, upper case: the check figure at its ninth place (49 CFR 565.15(c)).</summary>
    public static bool IsVin(ReadOnlySpan<char> characters)
    {
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        const string Letters = "ABCDEFGH*JKLMN*P*R*STUVWXYZ"; // I, O and Q are not used; the value is the place modulo 9, plus 1
        if (characters.Length != weights.Length)
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < characters.Length; at++)
        {
            var letter = Letters.IndexOf(characters[at], StringComparison.Ordinal);
            if (!char.IsAsciiDigit(characters[at]) && (letter < 0 || characters[at] is '*'))
            {
                return false;
            }

            sum += weights[at] * (char.IsAsciiDigit(characters[at]) ? characters[at] - '0' : (letter % 9) + 1);
        }

        return characters[8] == (sum % 11 == 10 ? 'X' : (char)('0' + (sum % 11)));
    }
}

using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>Decides each token's <see cref="Role"/> from the token and its neighbours.</summary>
internal static class RoleReader
{
    /// <param name="roles">On entry <see cref="Role.Break"/> for tokens that may be anything, <see cref="Role.Filler"/> for filler phrases.</param>
    /// <param name="isCue">Tokens of cues: they end runs.</param>
    public static void Read(string text, ReadOnlySpan<Token> tokens, ReadOnlySpan<bool> isCue, Span<Role> roles)
    {
        for (var at = 0; at < tokens.Length; at++)
        {
            if (roles[at] is Role.Break && !isCue[at])
            {
                roles[at] = Of(text, tokens, at);
            }
        }

        for (var at = 0; at < tokens.Length; at++)
        {
            at += MarkSpelledLetter(text, tokens, roles, at);
        }

        MarkMeasures(tokens, isCue, roles);
    }

    /// <summary>A unit that is spelled behind a number: "two hundred m g".</summary>
    private static void MarkMeasures(ReadOnlySpan<Token> tokens, ReadOnlySpan<bool> isCue, Span<Role> roles)
    {
        for (var at = 1; at + 1 < tokens.Length; at++)
        {
            var pair = (tokens[at].Lexeme.Word, tokens[at + 1].Lexeme.Word);
            if (IsNumber(tokens[at - 1]) && !isCue[at] && pair is ("m", "g") or ("m", "l") or ("m", "c") or ("c", "c") or ("c", "m") or ("m", "m") or ("m", "d") or ("p", "m") or ("a", "m"))
            {
                roles.Slice(at, 2).Fill(Role.Unit);
            }
        }
    }

    /// <summary>"45th", "1st".</summary>
    public static bool IsOrdinal(string text, Token token) =>
        token.Shape is TokenShape.Mixed && token.Length is >= 3 and <= 4 && char.IsAsciiDigit(text[token.Start])
        && text.AsSpan(token.End - 2, 2) is "st" or "nd" or "rd" or "th" or "ST" or "ND" or "RD" or "TH";

    private static Role Of(string text, ReadOnlySpan<Token> tokens, int at)
    {
        var token = tokens[at];
        return token.Shape switch
        {
            TokenShape.Figures => Role.Strong,
            TokenShape.Mixed => IsOrdinal(text, token) || IsMeasured(text, token) ? Role.Break : Role.Strong,
            TokenShape.Capitals when token.Length == 3 && IsCurrency(text.AsSpan(token.Start, 3)) => Role.Unit,
            TokenShape.Capitals when token.Length <= 4 && IsPrefix(tokens, at) => Role.Strong,
            TokenShape.Capitals when token.Length <= 4 && !token.Is(Common | Function | Unit | Title | State | Month | Weekday | Filler | Digit | Teen | Tens) => Role.Weak,
            _ when token.Lexeme.IsUnlisted => Role.Unlisted,
            _ => OfWord(text, tokens, at),
        };
    }

    /// <summary>Unlisted capitals before a number of three figures or more: "XMD-1234".</summary>
    private static bool IsPrefix(ReadOnlySpan<Token> tokens, int at) =>
        tokens[at].Lexeme.IsUnlisted && at + 1 < tokens.Length && tokens[at + 1].IsFigures && tokens[at + 1].Length >= 3 && !tokens[at + 1].Follows(Gap.Comma | Gap.Period | Gap.Stop);

    private static Role OfWord(string text, ReadOnlySpan<Token> tokens, int at)
    {
        var token = tokens[at];
        var previous = at > 0 ? tokens[at - 1] : default;
        var next = at + 1 < tokens.Length ? tokens[at + 1] : default;
        if (token.Is(Letter) && EndsSpelling(tokens, at))
        {
            return Role.Strong;
        }

        if (token.Is(Digit))
        {
            return token.Lexeme.Word switch
            {
                "one" => IsPronoun(token, previous, next) && !(next.Lexeme?.Word is "of" && at + 2 < tokens.Length && IsNumber(tokens[at + 2])) ? Role.Weak : Role.Strong,
                "oh" or "o" => IsNumber(next) || IsNumber(previous) ? Role.Strong : Role.Weak,
                _ => Role.Strong,
            };
        }

        if (token.Is(Teen | Tens))
        {
            return Role.Strong;
        }

        if (token.Is(Hundred | Thousand))
        {
            return IsNumber(previous) || IsSpoken(previous, SoundsLikeNumber) ? Role.Strong : Role.Break;
        }

        if (token.Is(Repeat))
        {
            return IsNumber(next) || IsSpoken(next, Letter | SoundsLikeNumber | SoundsLikeLetter) ? Role.Strong : Role.Break;
        }

        if (token.Is(Letter))
        {
            return token.Lexeme.Word switch
            {
                "a" => next.Lexeme is { } lexeme && lexeme.Is(Hundred) ? Role.Strong : Role.Weak,
                "i" => Role.Weak,
                _ => Role.Strong,
            };
        }

        if (token.Lexeme.Word is "plus" or "and")
        {
            return (token.Lexeme.Word is "plus" ? IsNumber(next) && !IsNumber(previous) : IsNumber(next) && (IsSpoken(previous, Hundred | Thousand) || (previous.IsFigures && EndsInHundred(text, previous)))) ? Role.Silent
                : token.Lexeme.Word is "plus" ? Role.Filler : Role.Weak;
        }

        return token switch
        {
            _ when token.Lexeme.Word is "ray" && previous.Lexeme?.Word is "x" && (IsSpoken(next, Letter | Nato) || IsNumber(next)) => Role.Silent,
            _ when token.Is(Nato) && (IsBesideSpelling(previous) || IsBesideSpelling(next)) => Role.Strong,
            _ when token.Is(SoundsLikeNumber | SoundsLikeLetter | Nato) => Role.Weak,
            _ when token.Lexeme.Word is "in" && previous.Lexeme?.Word is "said" => Role.Weak,
            _ when token.Is(Filler | Joiner) => Role.Filler,
            _ when token.Is(SoundsLikeName) => Role.Unlisted,
            _ => Role.Break,
        };
    }

    /// <summary>"a", "i" or "o" behind two letters, or between two, or behind one that a hyphen joins: r-o, v a, "capital i"</summary>
    private static bool EndsSpelling(ReadOnlySpan<Token> tokens, int at) =>
        tokens[at].Length == 1 && at > 0
        && (tokens[at - 1].Lexeme.Word is "capital" || (IsSpelling(tokens[at - 1])
            && ((at + 1 < tokens.Length && IsSpelling(tokens[at + 1])) || (at > 1 && IsSpelling(tokens[at - 2])) || tokens[at].Before is Gap.Hyphen || at + 1 == tokens.Length || (at == 1 && tokens.Length < 4))));

    private static bool IsSpelling(Token token) => IsOneLetter(token) || token.Is(Nato) || token.Lexeme.Word is "capital";

    /// <summary>"november w", "kilo echo": a word of the alphabet beside a letter or another such word.</summary>
    private static bool IsBesideSpelling(Token token) => IsSpoken(token, Nato) || (token.Lexeme?.Word is "capital" or "uppercase") || (token.Lexeme is not null && IsOneLetter(token) && token.Lexeme.Word is not ("a" or "i"));

    private static bool EndsInHundred(string text, Token figures) => figures.Length == 3 && text.AsSpan(figures.End - 2, 2) is "00";

    private static bool IsOneLetter(Token token) => token.Length == 1 && token.Is(Letter);

    /// <summary>"the one", "one of", "one second".</summary>
    private static bool IsPronoun(Token one, Token previous, Token next) =>
        previous.Lexeme?.Word is "the" or "this" or "that" or "which" or "no" or "another" or "each" or "every" or "new" or "old" or "last" or "first" or "other" or "any"
        || (next.Lexeme?.Word is "of" or "is" or "was" or "on" or "that" or "second" or "moment" or "more" or "minute" or "thing" or "day" or "side" && !IsNumber(previous));

    private static bool IsNumber(Token token) =>
        token.Shape is TokenShape.Figures or TokenShape.Mixed || IsSpoken(token, Digit | Teen | Tens | Hundred | Thousand | Repeat);

    private static bool IsSpoken(Token token, WordTraits any) => token.Lexeme is { } lexeme && lexeme.Is(any);

    /// <summary>The commonest codes of ISO 4217.</summary>
    private static bool IsCurrency(ReadOnlySpan<char> letters) =>
        letters is "USD" or "EUR" or "GBP" or "CAD" or "AUD" or "JPY" or "CNY" or "INR" or "MXN" or "CHF" or "NZD" or "SEK" or "NOK" or "BRL";

    /// <summary>A quantity with its unit in one word: "10mg", "7pm", "1.8M", "20s".</summary>
    private static bool IsMeasured(string text, Token token)
    {
        var word = text.AsSpan(token.Start, token.Length);
        var figures = 0;
        while (figures < word.Length && char.IsAsciiDigit(word[figures]))
        {
            figures++;
        }

        if (word.Length > 3 && IsCurrency(word[..3]))
        {
            return true; // USD50
        }

        return figures is > 0 and <= 4 && word[figures..] is "mg" or "mcg" or "g" or "kg" or "ml" or "cc" or "cm" or "mm" or "am" or "pm" or "AM" or "PM" or "h" or "hr" or "hrs" or "min"
            or "s" or "m" or "M" or "K" or "k" or "km" or "ft" or "lb" or "lbs" or "oz" or "x" or "years" or "year" or "days" or "day" or "USD" or "usd" or "th" or "o";
    }

    /// <summary>"B as in boy", "B for Bravo", and what a transcriber makes of them ("isn't boy"). Marks the letter, the connecting words and the word; tells how many tokens follow the letter.</summary>
    private static int MarkSpelledLetter(string text, ReadOnlySpan<Token> tokens, Span<Role> roles, int at)
    {
        if (!IsSpoken(tokens[at], Letter | SoundsLikeLetter) && !(IsSpoken(tokens[at], SoundsLikeNumber) && at > 0 && roles[at - 1] is Role.Strong or Role.Silent))
        {
            return 0;
        }

        var (connecting, isSure) = Connection(tokens[(at + 1)..]);
        var word = at + 1 + connecting;
        if (connecting == 0 || word >= tokens.Length || tokens[word].Length < 2 || tokens[word].Shape is TokenShape.Figures or TokenShape.Mixed)
        {
            return 0;
        }

        var startsWithIt = char.ToUpperInvariant(text[tokens[word].Start]) == tokens[at].Lexeme.Letter;
        if (!startsWithIt && (!isSure || tokens[word].Is(Function)))
        {
            return 0;
        }

        roles[at] = Role.Strong;
        roles[(at + 1)..(word + 1)].Fill(Role.Silent);
        return connecting + 1;
    }

    private static (int Words, bool IsSure) Connection(ReadOnlySpan<Token> tokens)
    {
        var first = tokens.Length > 0 ? tokens[0].Lexeme.Word : string.Empty;
        var second = tokens.Length > 1 ? tokens[1].Lexeme.Word : string.Empty;
        return (first, second) switch
        {
            ("as" or "is" or "has" or "was" or "s" or "like", "in" or "an" or "and" or "n") => (2, true),
            ("isn't" or "ass", _) => (1, true),
            ("like" or "for" or "as", _) => (1, false),
            _ => (0, false),
        };
    }
}

using System.Globalization;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Cuts a text into <see cref="Token"/>s in one pass: maximal runs of letters and figures; an apostrophe joins letters ("o'brien"), but the
/// endings 's, 'm, 're, 've, 'll and 'd stand for themselves. Any text is accepted, unpaired surrogates included.
/// </summary>
internal static class Tokenizer
{
    public static Token[] Read(string text, Lexicon lexicon)
    {
        var tokens = new List<Token>((text.Length / 5) + 4);
        var gap = Gap.None;
        for (var at = 0; at < text.Length;)
        {
            if (!StartsToken(text, at))
            {
                gap |= GapOf(text[at]);
                at++;
                continue;
            }

            var end = EndOfToken(text, at);
            tokens.Add(Make(text, at, end, gap, lexicon));
            gap = Gap.None;
            at = end;
        }

        return [.. tokens];
    }

    private static int EndOfToken(string text, int start)
    {
        if (IsApostrophe(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length)
        {
            if (char.IsLetterOrDigit(text[end]) || IsMark(text[end]))
            {
                end++;
            }
            else if (IsApostrophe(text[end]) && end + 1 < text.Length && char.IsLetter(text[end + 1]) && !IsEnding(text, end))
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    /// <summary>At a letter or figure, or at the apostrophe of an ending ('s).</summary>
    private static bool StartsToken(string text, int at) =>
        char.IsLetterOrDigit(text[at]) || IsMark(text[at]) || (IsApostrophe(text[at]) && IsEnding(text, at));

    private static bool IsMark(char unit) =>
        unit > '\u02FF' && (char.IsSurrogate(unit) || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsApostrophe(char unit) => unit is '\'' or '\u2019';

    private static bool IsEnding(string text, int apostrophe)
    {
        var rest = text.AsSpan(apostrophe + 1);
        var length = 0;
        while (length < rest.Length && char.IsLetterOrDigit(rest[length]) && length < 3)
        {
            length++;
        }

        return rest[..length] is "s" or "S" or "m" or "M" or "re" or "RE" or "ve" or "ll" or "d" or "LL" or "VE" or "D";
    }

    private static Token Make(string text, int start, int end, Gap gap, Lexicon lexicon)
    {
        var (letters, figures, upper) = (0, 0, 0);
        for (var at = start; at < end; at++)
        {
            figures += char.IsDigit(text[at]) ? 1 : 0;
            letters += char.IsLetter(text[at]) ? 1 : 0;
            upper += char.IsUpper(text[at]) ? 1 : 0;
        }

        var shape = (letters, figures, upper) switch
        {
            (0, > 0, _) => TokenShape.Figures,
            (_, > 0, _) => TokenShape.Mixed,
            (> 1, _, _) when upper == letters => TokenShape.Capitals,
            _ when char.IsUpper(text[start]) => TokenShape.Capitalised,
            _ => TokenShape.Word,
        };
        var lexeme = shape is TokenShape.Figures or TokenShape.Mixed ? Lexeme.Unlisted : lexicon.Find(text.AsSpan(start, end - start));
        return new Token(start, end, shape, gap, lexeme);
    }

    private static Gap GapOf(char unit) => unit switch
    {
        ' ' or '\t' or '\n' or '\r' or '\u00A0' => Gap.Blank,
        ',' => Gap.Comma,
        '.' => Gap.Period,
        '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' => Gap.Hyphen,
        '/' => Gap.Slash,
        ':' => Gap.Colon,
        '@' => Gap.At,
        '_' => Gap.Underscore,
        '$' or '\u20AC' or '\u00A3' or '\u00A5' or '\u00A2' => Gap.Currency,
        '%' or '\u00B0' => Gap.Percent,
        '?' or '!' or ';' or '\u2026' => Gap.Stop,
        '(' or ')' or '[' or ']' => Gap.Parenthesis,
        '+' => Gap.Plus,
        '#' => Gap.Hash,
        _ when char.IsWhiteSpace(unit) => Gap.Blank,
        _ when char.GetUnicodeCategory(unit) is UnicodeCategory.CurrencySymbol => Gap.Currency,
        _ => Gap.Other,
    };
}

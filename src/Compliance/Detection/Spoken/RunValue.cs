using System.Text;
using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// Says what a stretch of tokens means in figures and letters: "double four one oh" is 4410, "forty one eleven" 4111, "nineteen fifty" 1950,
/// "two hundred thirty one" 231, "two thousand eleven" 2011.
/// </summary>
internal ref struct RunValue(string text, ReadOnlySpan<Token> tokens, ReadOnlySpan<Role> roles)
{
    private readonly ReadOnlySpan<Token> _tokens = tokens;
    private readonly ReadOnlySpan<Role> _roles = roles;
    private readonly StringBuilder _characters = new();
    private int _wordStart; // where the last spoken cardinal began in _characters; its length when the last item was not one

    /// <summary>Where the last number of the stretch began, as a token index of the stretch.</summary>
    public int LastNumberAt { get; private set; }

    public int Figures { get; private set; }

    /// <summary>Figures that stand in times of day ("7:30") or after a decimal point.</summary>
    public int TimeFigures { get; private set; }

    public int Numbers { get; private set; }

    /// <summary>What the tokens from <paramref name="first"/> to <paramref name="last"/>, both inside, say.</summary>
    public static string Of(string text, Token[] tokens, Role[] roles, int first, int last, out RunValue value)
    {
        value = new RunValue(text, tokens.AsSpan(first, last - first + 1), roles.AsSpan(first, last - first + 1));
        return value.Read();
    }

    public string Read()
    {
        for (var at = 0; at < _tokens.Length; at++)
        {
            if (_roles[at] is Role.Strong or Role.Weak)
            {
                Append(at);
            }
        }

        foreach (var character in _characters.ToString())
        {
            Figures += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return _characters.ToString();
    }

    private void Append(int at)
    {
        var token = _tokens[at];
        if (token.Shape is TokenShape.Figures or TokenShape.Mixed)
        {
            AppendWritten(at);
        }
        else if (token.Is(Repeat))
        {
            StartNumber(at);
        }
        else if (token.Lexeme.Word is "a" && at + 1 < _tokens.Length && _tokens[at + 1].Is(Hundred))
        {
            StartNumber(at);
            _characters.Append('1');
        }
        else if (IsSpelled(at))
        {
            StartNumber(at);
            Repeated(at, token.Lexeme.Letter.ToString());
        }
        else if (token.Is(Hundred | Thousand))
        {
            Multiply(token.Is(Hundred) ? 2 : 3);
        }
        else if (token.Lexeme.Figures.Length > 0)
        {
            AppendSpoken(at);
        }
        else if (token.Lexeme.Letter != '\0')
        {
            StartNumber(at);
            Repeated(at, token.Lexeme.Letter.ToString());
        }
        else if (token.Shape is TokenShape.Capitals || token.Lexeme.IsUnlisted)
        {
            AppendWritten(at);
        }
    }

    /// <summary>"a", "i" and "o" are letters beside another letter.</summary>
    private readonly bool IsSpelled(int at) =>
        _tokens[at].Is(Letter) && _tokens[at].Length == 1
        && ((at + 1 < _roles.Length && _roles[at + 1] is Role.Silent) || (at > 0 && (IsOneLetter(at - 1) || _roles[at - 1] is Role.Silent)) || (at + 1 < _tokens.Length && IsOneLetter(at + 1)) || _tokens[at].Lexeme.Figures.Length == 0);

    private readonly bool IsOneLetter(int at) => _tokens[at].Length == 1 && _tokens[at].Is(Letter);

    private void AppendWritten(int at)
    {
        var token = _tokens[at];
        var isTime = token.IsTight && token.Follows(Gap.Colon) && token.Length == 2 && IsHour(at - 1) && text[token.Start] < '6';
        TimeFigures += isTime ? 2 + (at > 0 ? Math.Min(_tokens[at - 1].Length, 2) : 0) : 0;
        if (!(token.IsTight && at > 0 && token.Follows(Gap.Comma | Gap.Colon | Gap.Period)))
        {
            StartNumber(at);
        }

        foreach (var unit in text.AsSpan(token.Start, token.Length))
        {
            if (char.IsDigit(unit))
            {
                _characters.Append((char)('0' + (int)char.GetNumericValue(unit)));
            }
            else if (char.IsLetter(unit))
            {
                _characters.Append(char.ToUpperInvariant(unit));
            }
        }
    }

    private readonly bool IsHour(int at) =>
        at < 0 || (int.TryParse(text.AsSpan(_tokens[at].Start, _tokens[at].Length), System.Globalization.CultureInfo.InvariantCulture, out var hour) && hour <= 24);

    private void AppendSpoken(int at)
    {
        var value = _tokens[at].Lexeme.Figures;
        var isAdjacent = at > 0 && !_tokens[at].Follows(Gap.Comma | Gap.Period);
        var before = _characters.Length - _wordStart; // figures of the cardinal that goes on
        var endsOpen = before > 0 && isAdjacent && Fits(value.Length, before, isOh: value is "0");
        if (endsOpen)
        {
            _characters.Length -= value.Length; // "forty" + "one": 4_ + 1
            _characters.Append(value);
            _wordStart = value.Length == 1 ? _characters.Length : _wordStart;
            return;
        }

        StartNumber(at);
        Repeated(at, value);
        if (value.Length == 1 && !(at + 1 < _tokens.Length && _tokens[at + 1].Is(Hundred | Thousand)))
        {
            _wordStart = _characters.Length;
        }
        else
        {
            _wordStart = _characters.Length - value.Length;
        }
    }

    /// <summary>Whether the open cardinal ends in as many zeros as the next word has figures, and the word is not "oh".</summary>
    private readonly bool Fits(int length, int before, bool isOh)
    {
        if (length >= before || (length == 2 && before < 3) || isOh)
        {
            return false;
        }

        for (var back = 1; back <= length; back++)
        {
            if (_characters[^back] != '0')
            {
                return false;
            }
        }

        return length != 1 || before > 2 || _characters[^2] != '1'; // "ten" takes no digit
    }

    private void Multiply(int zeros)
    {
        if (_wordStart >= _characters.Length)
        {
            _wordStart = Math.Max(0, _characters.Length - 2);
        }

        if (_characters.Length == 0)
        {
            _characters.Append('1'); // "a hundred"
            _wordStart = 0;
        }

        _characters.Append('0', zeros);
    }

    private readonly void Repeated(int at, string value)
    {
        var times = at > 0 && _tokens[at - 1].Is(Repeat) && int.TryParse(_tokens[at - 1].Lexeme.Figures, out var often) ? often : 1;
        for (; times > 0; times--)
        {
            _characters.Append(value);
        }
    }

    private void StartNumber(int at)
    {
        LastNumberAt = at;
        Numbers++;
        _wordStart = _characters.Length;
    }
}

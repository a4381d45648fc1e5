using System.Globalization;
using System.Text;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Capture;

/// <summary>
/// Gathers a card for one payment from what the caller keys and says; each part by whichever way it comes. Keyed parts come in the order of
/// <see cref="CardPart"/>, each ended by <c>#</c>, and <c>*</c> begins one anew. What is said counts when it was said since this began and reads as that
/// part. The values are the vault's: this holds tokens, and the figures of the part that is being keyed.
/// </summary>
/// <remarks>One payment's, of the call's loop. Touches no clock.</remarks>
public sealed class CardEntry
{
    private const int MostFigures = 19; // ISO/IEC 7812-1

    private readonly CallVault _vault;
    private readonly IEntityDetector _detector;
    private readonly CardPart[] _wanted;
    private readonly long _from;
    private readonly StringBuilder _keyed = new();
    private readonly Dictionary<CardPart, string> _tokens = [];

    /// <param name="wanted">The parts that the payment needs.</param>
    /// <param name="number">The token of a card number that the caller gave before; null when it is still to come.</param>
    public CardEntry(IEnumerable<CardPart> wanted, string? number, CallVault vault, IEntityDetector detector)
    {
        (_vault, _detector, _wanted, _from) = (vault, detector, [.. wanted.Order()], vault.SaidCount);
        if (number is not null)
        {
            _tokens[CardPart.Number] = number;
            Refused = vault.Peek(number) is { } value && Reads(CardPart.Number, value.Reveal()) ? null : CardPart.Number;
        }
    }

    public bool IsComplete => _wanted.All(_tokens.ContainsKey);

    /// <summary>The part that was given and cannot be one: nothing more is taken. Null while all is well.</summary>
    public CardPart? Refused { get; private set; }

    /// <summary>The caller pressed a telephone key.</summary>
    public void Press(Sensitive<char> key)
    {
        switch (key.Reveal())
        {
            case '#':
                EndPart();
                break;
            case '*':
                _keyed.Clear();
                break;
            case var figure when char.IsAsciiDigit(figure) && _keyed.Length <= MostFigures:
                _keyed.Append(figure);
                break;
        }
    }

    /// <summary>Takes what has been said.</summary>
    public void Listen()
    {
        foreach (var part in _wanted.Where(part => !_tokens.ContainsKey(part)))
        {
            if (_vault.SaidSince(TypeOf(part), _from) is { } token && _vault.Peek(token) is { } value && Reads(part, value.Reveal()))
            {
                _tokens[part] = token;
            }
        }
    }

    /// <summary>The whole card, once: the vault forgets its security code with it. Null when it is not complete, or a part of it is forgotten.</summary>
    public CardDetails? Take()
    {
        if (!IsComplete)
        {
            return null;
        }

        var card = new CardDetails(Value(CardPart.Number), null, null, Value(CardPart.SecurityCode));
        if (Value(CardPart.Expiry) is { } expiry && CardExpiry.TryParse(expiry.Reveal(), _detector, out var parsed))
        {
            card = card with
            {
                ExpiryMonth = new Sensitive<string>(parsed.Month.ToString("00", CultureInfo.InvariantCulture)),
                ExpiryYear = new Sensitive<string>(parsed.Year.ToString("0000", CultureInfo.InvariantCulture)),
            };
        }

        var isWhole = (!_wanted.Contains(CardPart.Number) || card.Number is not null)
            && (!_wanted.Contains(CardPart.Expiry) || card.ExpiryMonth is not null)
            && (!_wanted.Contains(CardPart.SecurityCode) || card.SecurityCode is not null);
        return isWhole ? card : null;
    }

    private void EndPart()
    {
        var figures = _keyed.ToString();
        _keyed.Clear();
        if (Refused is not null || figures.Length == 0 || IsComplete)
        {
            return;
        }

        var part = _wanted.First(part => !_tokens.ContainsKey(part));
        if (Reads(part, figures))
        {
            _tokens[part] = _vault.TokenFor(TypeOf(part), new Sensitive<string>(figures), new Sensitive<string>(figures));
        }
        else
        {
            Refused = part;
        }
    }

    private bool Reads(CardPart part, string value) => part switch
    {
        CardPart.Number => value.Length is >= 12 and <= MostFigures && Checksum.IsLuhn(value),
        CardPart.Expiry => CardExpiry.TryParse(value, _detector, out _),
        _ => value.Length is 3 or 4 && value.All(char.IsAsciiDigit),
    };

    private Sensitive<string>? Value(CardPart part) => _wanted.Contains(part) && _tokens.TryGetValue(part, out var token) ? _vault.Use(token) : null;

    private static EntityType TypeOf(CardPart part) => part switch
    {
        CardPart.Number => EntityType.CreditCard,
        CardPart.Expiry => EntityType.CardExpiry,
        _ => EntityType.Cvv,
    };
}

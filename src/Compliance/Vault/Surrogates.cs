using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>
/// Made-up values of the same shape as a call's true ones: nobody's, never one that was said, the same for the same value through the call, and
/// different for different values. Names word by word, so that "Sarah" and "Sarah Miller" stay one person; dates all moved by the same days.
/// </summary>
/// <remarks>Made of random numbers alone, so that nothing of a value can be worked out from its surrogate.</remarks>
internal sealed class Surrogates
{
    private const int MostTries = 64;
    private const int LongestNumber = 40;
    private const int MostWords = 6;

    private static readonly FrozenSet<string> Titles = new[] { "DR", "DOCTOR", "MR", "MISTER", "MRS", "MISSUS", "MS", "MISS", "NURSE" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly CallVault _vault;
    private readonly Func<int, int> _pick;
    private readonly DateShift _dates;
    private readonly Dictionary<(EntityType Type, string Reading), string> _made = [];
    private readonly Dictionary<string, string> _nameParts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public Surrogates(CallVault vault)
        : this(vault, RandomNumberGenerator.GetInt32)
    {
    }

    /// <param name="pick">A random number from 0 up to, and without, the one given.</param>
    internal Surrogates(CallVault vault, Func<int, int> pick)
    {
        (_vault, _pick) = (vault, pick);
        _dates = new DateShift(pick);
    }

    /// <returns>Null when none can be made: the value is not read fully, or there are no more of its kind.</returns>
    public Sensitive<string>? Of(EntityType type, Sensitive<string> reading, Sensitive<string> spoken)
    {
        var key = (type, reading.Reveal());
        if (!_made.TryGetValue(key, out var made))
        {
            made = Make(type, reading.Reveal(), spoken.Reveal());
            if (made is null)
            {
                return null;
            }

            _made.Add(key, made);
        }

        return new Sensitive<string>(made);
    }

    /// <summary>Whether a text is one of this call's surrogates, whatever its case and punctuation.</summary>
    public bool Has(string text) => _given.Contains(Bare(text));

    private string? Make(EntityType type, string reading, string spoken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var made = type switch
            {
                EntityType.Person => Name(reading, spoken),
                EntityType.Date or EntityType.DateOfBirth => _dates.Shift(spoken),
                EntityType.City => Pick(InventedNames.Cities),
                EntityType.StreetAddress => string.Create(CultureInfo.InvariantCulture, $"{100 + _pick(9900)} {Pick(InventedNames.Streets)}"),
                EntityType.EmailAddress => $"{Pick(InventedNames.First)}.{Pick(InventedNames.Last)}@example.com".ToLowerInvariant(), // RFC 2606
                EntityType.Url => $"www.example.com/{Pick(InventedNames.Last)}".ToLowerInvariant(),
                EntityType.IpAddress => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{1 + _pick(254)}"), // RFC 5737
                _ => Number(type, reading) is { } number ? InShapeOf(spoken, reading, number) : null,
            };
            if (made is null)
            {
                return null;
            }

            var bare = Bare(made);
            if (bare != Bare(reading) && bare != Bare(spoken) && !_vault.Knows(new Sensitive<string>(bare)) && (_given.Add(bare) || MayRepeat(type)))
            {
                return made;
            }
        }

        return null;
    }

    /// <summary>One name or day may be said in two ways, which are two values here.</summary>
    private static bool MayRepeat(EntityType type) => type is EntityType.Person or EntityType.Date or EntityType.DateOfBirth;

    private string? Name(string reading, string spoken)
    {
        var words = reading.Contains(' ', StringComparison.Ordinal) ? spoken.Split([' ', '\t', '-'], StringSplitOptions.RemoveEmptyEntries) : [reading];
        if (words.Length is 0 or > MostWords)
        {
            return null;
        }

        return string.Join(' ', words.Select((word, at) => Titles.Contains(Bare(word)) ? word : NamePart(Bare(word), isLast: at > 0 && at == words.Length - 1)));
    }

    private string NamePart(string word, bool isLast)
    {
        if (!_nameParts.TryGetValue(word, out var made))
        {
            var names = isLast ? InventedNames.Last : InventedNames.First;
            made = Pick(names);
            for (var tries = 0; tries < MostTries && _nameParts.ContainsValue(made); tries++)
            {
                made = Pick(names);
            }

            _nameParts.Add(word, made);
            _given.Add(Bare(made));
        }

        return made;
    }

    /// <summary>Figures for figures and letters for letters, in a range that nobody is given a number from, or with a wrong check digit.</summary>
    private string? Number(EntityType type, string reading)
    {
        if (reading.Length is 0 or > LongestNumber || !reading.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var isFigures = reading.All(char.IsAsciiDigit);
        return type switch
        {
            EntityType.PhoneNumber => isFigures ? Phone(reading.Length) : null,
            EntityType.UsSsn => isFigures && reading.Length == 9 ? $"000{Digits(6)}" : null, // SSA gives no area 000
            EntityType.ZipCode => isFigures && reading.Length is 5 or 9 ? $"000{Digits(reading.Length - 3)}" : null, // USPS gives no prefix 000
            EntityType.CreditCard => isFigures && reading.Length is >= 12 and <= 19 ? WithWrongCheck(SameShape(reading), figures => Checksum.IsLuhn(figures)) : null,
            EntityType.Npi => isFigures && reading.Length == 10 ? WithWrongCheck(SameShape(reading), figures => Checksum.IsNpi(figures)) : null,
            EntityType.DeaNumber when reading.Length == 9 && reading[2..].All(char.IsAsciiDigit) => WithWrongCheck(SameShape(reading), figures => Checksum.IsDea(figures.AsSpan(2))),
            EntityType.AccountNumber when isFigures => WithWrongCheck(SameShape(reading), figures => Checksum.IsRouting(figures) || Checksum.IsLuhn(figures)),
            _ => SameShape(reading),
        };
    }

    /// <summary>555-0100 to 555-0199 are kept free for fiction (NANPA), here behind the area code 555, which is nobody's.</summary>
    private string? Phone(int length) => length switch
    {
        7 => $"55501{Digits(2)}",
        10 => $"55555501{Digits(2)}",
        11 => $"155555501{Digits(2)}",
        _ => null,
    };

    private string WithWrongCheck(string figures, Predicate<string> isRight)
    {
        while (isRight(figures))
        {
            figures = figures[..^1] + Next(figures[^1]);
        }

        return figures;
    }

    private string SameShape(string reading) => string.Create(reading.Length, (reading, _pick), static (made, from) =>
    {
        for (var at = 0; at < made.Length; at++)
        {
            made[at] = char.IsAsciiDigit(from.reading[at]) ? (char)('0' + from._pick(10)) : (char)('A' + from._pick(26));
        }
    });

    private string Digits(int count) => SameShape(new string('0', count));

    private string Pick(string[] names) => names[_pick(names.Length)];

    private static char Next(char figure) => figure is '9' ? '0' : (char)(figure + 1);

    /// <summary>With the blanks and signs of a value that was written: 219-09-9999; without any of one that was said in words.</summary>
    private static string InShapeOf(string spoken, string reading, string made)
    {
        if (!string.Concat(spoken.Where(char.IsAsciiLetterOrDigit)).Equals(reading, StringComparison.OrdinalIgnoreCase))
        {
            return made;
        }

        var next = 0;
        return string.Concat(spoken.Select(unit => char.IsAsciiLetterOrDigit(unit) ? made[next++] : unit));
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>
/// The withheld values of one call, by token: <c>[MEMBER_ID_1]</c> stands for the same value through the whole call, in whatever spoken form it comes
/// back. In this process's memory alone. A card's security code and a PIN are never looked up by value, and forgotten when they are used or said anew
/// (PCI DSS 3.3.1).
/// </summary>
/// <remarks>One loop owns it.</remarks>
public sealed class CallVault
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal); // by the type's name
    private readonly Dictionary<(string Type, string Reading), string> _tokens = [];
    private readonly Dictionary<string, Sensitive<string>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<EntityType, string> _secrets = []; // the token of the one that is kept of each type
    private readonly Dictionary<string, string> _firstTokens = new(StringComparer.Ordinal); // by reading, whatever the type
    private readonly Dictionary<string, string> _surrogates = new(StringComparer.Ordinal); // tokens by made-up value
    private readonly Dictionary<EntityType, (string Token, long Count)> _said = [];

    /// <summary>The token of a value, new or known.</summary>
    /// <param name="reading">The value in one form for all ways of saying it, as the detector reads it.</param>
    /// <param name="spoken">As it was transcribed: what is kept where the reading is words.</param>
    /// <param name="customName">What the tenant calls an identifier of its own.</param>
    public string TokenFor(EntityType type, Sensitive<string> reading, Sensitive<string> spoken, string? customName = null)
    {
        if (IsSecret(type))
        {
            return TokenForSecret(type, reading);
        }

        var key = (Type: customName ?? EntityTypes.NameOf(type), Reading: reading.Reveal());
        if (!_tokens.TryGetValue(key, out var token))
        {
            token = NextToken(key.Type);
            _tokens.Add(key, token);
            _values.Add(token, IsWords(key.Reading) ? spoken : reading);
            _firstTokens.TryAdd(key.Reading, token);
        }

        return token;
    }

    /// <summary>Whether a value was said in this call, as whatever type.</summary>
    public bool Knows(Sensitive<string> reading) => _firstTokens.ContainsKey(reading.Reveal());

    /// <summary>The token that a value of this call has, of the type if it has one of it, else of whichever it was said as first. Part of a person's name is that person.</summary>
    public bool TryFindToken(EntityType type, Sensitive<string> reading, [NotNullWhen(true)] out string? token) =>
        _tokens.TryGetValue((EntityTypes.NameOf(type), reading.Reveal()), out token) || _firstTokens.TryGetValue(reading.Reveal(), out token)
        || (type is EntityType.Person && TryFindName(reading.Reveal(), out token));

    /// <summary>A made-up value was given out in place of a token.</summary>
    public void AddSurrogate(Sensitive<string> surrogate, string token) => _surrogates[Bare(surrogate.Reveal())] = token;

    /// <summary>How often the caller has said a withheld value.</summary>
    public long SaidCount { get; private set; }

    /// <summary>The caller, and nobody else, has said a value.</summary>
    public void NoteSaid(EntityType type, string token) => _said[type] = (token, ++SaidCount);

    /// <summary>The token of the last value of a type that the caller said after so many others; null when none.</summary>
    public string? SaidSince(EntityType type, long count) => _said.TryGetValue(type, out var said) && said.Count > count ? said.Token : null;

    /// <summary>The token that a text is, or stands for: itself, one that shows figures (<c>[CREDIT_CARD_1 ending in 1111]</c>), or a made-up value.</summary>
    /// <returns>Null when it is none of this call, or its value is forgotten.</returns>
    public string? TokenOf(string written)
    {
        if (_values.ContainsKey(written))
        {
            return written;
        }

        var shown = written is ['[', .., ']'] && written.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0 ? $"{written[..blank]}]" : "";
        var token = _values.ContainsKey(shown) ? shown : _surrogates.GetValueOrDefault(Bare(written));
        return token is not null && _values.ContainsKey(token) ? token : null;
    }

    /// <summary>Takes the value behind a token, or a made-up value, for a use: figures and letters of a number, a name as it was transcribed. A security code or PIN is gone with it.</summary>
    /// <returns>Null for an unknown token, and for a secret that was used, or said anew, before.</returns>
    public Sensitive<string>? Use(string tokenOrSurrogate)
    {
        if (TokenOf(tokenOrSurrogate) is not { } token)
        {
            return null;
        }

        var value = _values[token];

        if (_secrets.FirstOrDefault(secret => secret.Value == token) is { Value: not null } used)
        {
            _secrets.Remove(used.Key);
            _values.Remove(token);
        }

        return value;
    }

    /// <summary>The values behind all tokens but those of security codes and PINs, for a colleague who takes the call over.</summary>
    public ImmutableArray<(string Token, Sensitive<string> Value)> Show() =>
        [.. _values.Where(value => !_secrets.ContainsValue(value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => (value.Key, value.Value))];

    /// <summary>Looks at the value behind a token without using it.</summary>
    internal Sensitive<string>? Peek(string token) => _values.TryGetValue(token, out var value) ? value : null;

    /// <summary>The values that are withheld, by token; no security code and no PIN, which are not looked for.</summary>
    internal IEnumerable<(string Token, Sensitive<string> Value)> Lookable =>
        _values.Where(pair => !_secrets.ContainsValue(pair.Key)).Select(pair => (pair.Key, pair.Value));

    /// <summary>Forgets security codes and PINs that were not used: what they were said for is over.</summary>
    public void ForgetSecrets()
    {
        foreach (var token in _secrets.Values)
        {
            _values.Remove(token);
        }

        _secrets.Clear();
    }

    private bool TryFindName(string reading, [NotNullWhen(true)] out string? token)
    {
        var parts = reading.Split(' ');
        token = _tokens.FirstOrDefault(known => known.Key.Type == EntityTypes.NameOf(EntityType.Person) && parts.All(known.Key.Reading.Split(' ').Contains)).Value;
        return token is not null;
    }

    private string TokenForSecret(EntityType type, Sensitive<string> reading)
    {
        if (_secrets.Remove(type, out var older))
        {
            _values.Remove(older);
        }

        var token = NextToken(EntityTypes.NameOf(type));
        _secrets.Add(type, token);
        _values.Add(token, reading);
        return token;
    }

    private string NextToken(string type)
    {
        var number = _counts[type] = _counts.GetValueOrDefault(type) + 1;
        return $"[{type}_{number}]";
    }

    private static bool IsSecret(EntityType type) => type is EntityType.Cvv or EntityType.Pin;

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool IsWords(string reading) => !reading.Any(char.IsAsciiDigit) || reading.Contains(' ', StringComparison.Ordinal);
}

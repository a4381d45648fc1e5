using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>
/// The withheld values of one call, by token: <c>[MEMBER_ID_1]</c> stands for the same value through the whole call. In this process's memory alone;
/// a card's security code is counted, so that it has a token, and never kept (PCI DSS 3.3.1).
/// </summary>
/// <remarks>One loop owns it.</remarks>
public sealed class CallVault
{
    private readonly Dictionary<EntityType, int> _counts = [];
    private readonly Dictionary<(EntityType Type, string Value), string> _tokens = [];
    private readonly Dictionary<string, Sensitive<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The token of a value, new or known. Letters and digits make the value; case, spaces and punctuation do not.</summary>
    public string TokenFor(EntityType type, Sensitive<string> value)
    {
        if (type is EntityType.Cvv)
        {
            return NextToken(type);
        }

        var key = (type, string.Concat(value.Reveal().Where(char.IsLetterOrDigit)).ToUpperInvariant());
        if (!_tokens.TryGetValue(key, out var token))
        {
            token = NextToken(type);
            _tokens.Add(key, token);
            _values.Add(token, value);
        }

        return token;
    }

    /// <summary>The value behind a token, as it was transcribed; null for an unknown token and for a value that may not be kept.</summary>
    public Sensitive<string>? ValueOf(string token) => _values.TryGetValue(token, out var value) ? value : null;

    private string NextToken(EntityType type)
    {
        var number = _counts[type] = _counts.GetValueOrDefault(type) + 1;
        return $"[{EntityTypes.NameOf(type)}_{number}]";
    }
}

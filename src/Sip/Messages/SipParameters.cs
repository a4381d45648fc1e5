using System.Collections.Immutable;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// The parameters after a header field's value: <c>*( SEMI name [ EQUAL ( token / host / quoted-string ) ] )</c>, in order, values as written.
/// </summary>
public sealed class SipParameters
{
    public static readonly SipParameters Empty = new([]);

    private readonly ImmutableArray<(string Name, string? Value)> _items;

    private SipParameters(ImmutableArray<(string Name, string? Value)> items) => _items = items;

    /// <summary>The value; empty for a parameter without one; null when there is no such parameter. Names compare without case.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var item in _items)
            {
                if (item.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return item.Value ?? "";
                }
            }

            return null;
        }
    }

    /// <param name="text">Empty, or beginning with a semicolon; white space around the marks is fine.</param>
    public static bool TryParse(string text, out SipParameters parameters)
    {
        parameters = Empty;
        var parts = new List<string>();
        if (!SipGrammar.TrySplit(text, ';', parts) || parts[0].Length > 0)
        {
            return false;
        }

        var items = ImmutableArray.CreateBuilder<(string, string?)>();
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? part : part[..equals]).TrimEnd(' ', '\t');
            var value = equals < 0 ? null : part[(equals + 1)..].TrimStart(' ', '\t');
            if (!SipGrammar.IsToken(name) || (value is not null && !IsValue(value)))
            {
                return false;
            }

            items.Add((name, value));
        }

        parameters = new SipParameters(items.ToImmutable());
        return true;
    }

    /// <summary>The same parameters with one set; a null value writes the name alone.</summary>
    public SipParameters With(string name, string? value)
    {
        var at = _items.ToList().FindIndex(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new SipParameters(at < 0 ? _items.Add((name, value)) : _items.SetItem(at, (name, value)));
    }

    /// <summary>As written into a header field, each with its semicolon.</summary>
    public string Format() => string.Concat(_items.Select(item => item.Value is null ? $";{item.Name}" : $";{item.Name}={item.Value}"));

    public override string ToString() => $"[{_items.Length} parameters withheld]";

    private static bool IsValue(string value) => value switch
    {
        ['"', ..] => SipGrammar.EndOfQuotedString(value) == value.Length - 1,
        _ => SipGrammar.IsToken(value) || SipGrammar.IsHost(value) || System.Net.IPAddress.TryParse(value, out _),
    };
}

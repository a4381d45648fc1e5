using System.Text;
using System.Text.RegularExpressions;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>Puts the values of a call in the place of its tokens in a tool's arguments, inside the boundary; and says which arguments hold nothing that would have to be kept back.</summary>
/// <remarks>One a call, of its loop. What it gives out is caller content, for a request's body and nothing else.</remarks>
public sealed partial class ArgumentValues(IEntityDetector detector, CallVault vault, TenantPolicy policy)
{
    private readonly VaultEchoes _echoes = new(vault);

    /// <summary>The type's name of a token of the call, or of what stands for one; null of any other text, and where the value is forgotten.</summary>
    public string? TypeOf(string text) => vault.TokenOf(text) is { } token ? token[1..token.LastIndexOf('_')] : null;

    /// <summary>The value behind a token. A security code or PIN is gone with it.</summary>
    public string? Use(string token) => vault.Use(token)?.Reveal();

    /// <summary>Text with values in the place of the tokens and made-up values in it, but for those of a card, a security code or a PIN: they go only where a schema asks for them.</summary>
    public string FillIn(string text)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in Stand(text))
        {
            if (start >= at && ValueOf(text[start..end]) is { } value)
            {
                filled.Append(text, at, start - at).Append(value);
                at = end;
            }
        }

        return at == 0 ? text : filled.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Whether a value may stand where others can read it, as in a URL: no token, nothing that the call withheld, and nothing that the detector finds and the policy does not keep.</summary>
    /// <param name="name">The argument's, which announces it.</param>
    public bool MayBeSeen(string name, string value)
    {
        var text = $"{name.Replace('_', ' ')}: {value}";
        var from = text.Length - value.Length;
        return TypeOf(value) is null && !TokenPattern.IsMatch(value) && _echoes.In(text, from).Count == 0
            && detector.Detect(text, Speaker.Agent, new Conversation(), isFinal: true).Entities
                .All(entity => entity.Span.End <= from || policy.TextActionFor(entity.Type, entity.Confidence) is TextAction.Keep);
    }

    /// <summary>Where something may stand for a value: tokens, and what the detector takes for an identifier.</summary>
    private IEnumerable<(int Start, int End)> Stand(string text)
    {
        var tokens = new List<(int Start, int End)>();
        foreach (var match in TokenPattern.EnumerateMatches(text))
        {
            tokens.Add((match.Index, match.Index + match.Length));
        }

        var others = detector.Detect(text, Speaker.Agent, new Conversation(), isFinal: true).Entities.Select(entity => (entity.Span.Start, entity.Span.End))
            .Where(other => !tokens.Any(token => token.Start < other.End && other.Start < token.End));
        return tokens.Concat(others).Order();
    }

    private string? ValueOf(string written) =>
        TypeOf(written) is { } type && !(EntityTypes.TryParse(type, out var known) && known is EntityType.CreditCard or EntityType.Cvv or EntityType.Pin) ? Use(written) : null;

    [GeneratedRegex(@"\[[A-Z][A-Z0-9_]{0,62}_[0-9]{1,6}( [a-z][^\[\]]{0,60})?\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern { get; }
}

using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Audit;

/// <summary>What stands for a withheld value through a call: <c>[MEMBER_ID_1]</c>. A type's name and a number; nothing else can be one.</summary>
public readonly partial record struct AuditToken
{
    private AuditToken(string text) => Text = text;

    public string Text { get => field ?? ""; }

    /// <param name="text">A token that the call's vault made: its type's name is the product's or the policy's.</param>
    /// <returns>False when it is not of that shape.</returns>
    public static bool TryParse(string text, out AuditToken token)
    {
        var isToken = Shape.IsMatch(text);
        token = isToken ? new AuditToken(text) : default;
        return isToken;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^\[[A-Z][A-Z0-9_]{0,62}_[0-9]{1,6}\]\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }
}

using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>
/// Clears the other direction: what the voice AI says passes the same detector as what the caller says, before it goes anywhere. A value that the
/// caller had said becomes its own token again; tokens and made-up values that the AI was given stay as they are; of others the policy decides.
/// </summary>
/// <remarks>One a call, of its loop. A detector that fails withholds the whole text, as everywhere.</remarks>
public sealed class AgentTextClearance(IEntityDetector detector, CallVault vault, ReplacementWriter writer, AgentValueAction action)
{
    private const int LongestBrackets = 80;
    private static readonly SearchValues<char> Signs = SearchValues.Create(" \t\r\n.,;:!?()[]-");

    private readonly HashSet<string> _inventedTokens = new(StringComparer.Ordinal);

    /// <param name="text">A whole utterance of the AI.</param>
    /// <param name="before">The turns before it.</param>
    public ClearedAgentText Clear(Sensitive<string> text, Conversation before)
    {
        var values = ImmutableArray.CreateBuilder<AgentValue>();
        var cleared = Clear(text.Reveal(), from: 0, before, values);
        return Finish(cleared, values);
    }

    /// <param name="arguments">A tool call's arguments: JSON. Each value is looked at behind its own name, which announces it.</param>
    /// <returns>JSON of the same shape; where it is no JSON, a token alone, as a JSON string.</returns>
    public ClearedAgentText ClearArguments(Sensitive<string> arguments, Conversation before)
    {
        var values = ImmutableArray.CreateBuilder<AgentValue>();
        var cleared = JsonRewriter.TryRewrite(arguments.Reveal(), leaf => ClearNamed(leaf.Name, leaf.Text, before, values));
        return Finish(cleared ?? Withhold(arguments.Reveal(), values), values);
    }

    private ClearedAgentText Finish(string cleared, ImmutableArray<AgentValue>.Builder values) => new(
        new ClearedText(cleared), values.ToImmutable(), [.. GivenIn(cleared).Select(token => cleared.Substring(token.Start, token.Length))], action is AgentValueAction.Flag && values.Any(value => value.Origin is not AgentValueOrigin.Surrogate));

    private string ClearNamed(string name, string value, Conversation before, ImmutableArray<AgentValue>.Builder values)
    {
        var announced = name.Length == 0 ? "" : $"{name}: ";
        return Clear(announced + value, announced.Length, before, values);
    }

    /// <param name="from">What stands before it announces and is not written.</param>
    private string Clear(string text, int from, Conversation before, ImmutableArray<AgentValue>.Builder values)
    {
        var written = new StringBuilder(text.Length);
        var given = GivenIn(text);
        var kept = from;
        foreach (var entity in detector.Detect(text, Speaker.Agent, before, isFinal: true).Entities)
        {
            foreach (var piece in Without(given, entity.Span).Where(piece => piece.End > kept && HasWords(text, piece)))
            {
                var part = entity with { Span = piece with { Start = Math.Max(piece.Start, kept) } };
                written.Append(text, kept, part.Span.Start - kept).Append(Replacement(text, part, values));
                kept = part.Span.End;
            }
        }

        return written.Append(text, kept, text.Length - kept).ToString();
    }

    private string Replacement(string text, Entity entity, ImmutableArray<AgentValue>.Builder values)
    {
        var origin = OriginOf(text, entity, out var token);
        values.Add(new AgentValue(entity, origin));
        var stays = origin is AgentValueOrigin.Surrogate
            || (origin is AgentValueOrigin.Invented && action is AgentValueAction.Pass && UnsafeActions.ReasonAgainst(entity.Type, TextAction.Keep) is null);
        if (stays)
        {
            return text.Substring(entity.Span.Start, entity.Span.Length);
        }

        if (token is null)
        {
            token = writer.WriteToken(text, entity);
            _inventedTokens.Add(token);
        }

        return token;
    }

    /// <param name="token">The call's token of the value; null when it has none.</param>
    private AgentValueOrigin OriginOf(string text, Entity entity, out string? token)
    {
        token = null;
        if (writer.IsSurrogate(text, entity))
        {
            return AgentValueOrigin.Surrogate;
        }

        return vault.TryFindToken(entity.Type, new Sensitive<string>(detector.ValueOf(text, entity)), out token) && !_inventedTokens.Contains(token)
            ? AgentValueOrigin.Repeated
            : AgentValueOrigin.Invented;
    }

    /// <summary>What could not be looked at is one unknown value.</summary>
    private string Withhold(string text, ImmutableArray<AgentValue>.Builder values)
    {
        var all = new Entity(EntityType.UnknownNumber, new TextSpan(0, text.Length), 1, typeof(AgentTextClearance));
        return $"\"{Replacement(text, all, values)}\"";
    }

    /// <summary>Where replacements stand that were given to the AI: <c>[MEMBER_ID_1]</c>.</summary>
    private List<TextSpan> GivenIn(string text)
    {
        var given = new List<TextSpan>();
        for (var start = text.IndexOf('[', StringComparison.Ordinal); start >= 0; start = text.IndexOf('[', start + 1))
        {
            var length = text.AsSpan(start, Math.Min(LongestBrackets, text.Length - start)).IndexOf(']') + 1;
            if (length > 0 && writer.HasWritten(text.Substring(start, length)))
            {
                given.Add(new TextSpan(start, start + length));
            }
        }

        return given;
    }

    /// <summary>A span without those that lie in it or over its edges.</summary>
    private static IEnumerable<TextSpan> Without(List<TextSpan> given, TextSpan span)
    {
        var start = span.Start;
        foreach (var hole in given.Where(span.Overlaps))
        {
            yield return new TextSpan(start, Math.Max(start, hole.Start));
            start = hole.End;
        }

        yield return new TextSpan(start, Math.Max(start, span.End));
    }

    private static bool HasWords(string text, TextSpan span) => text.AsSpan(span.Start, span.Length).ContainsAnyExcept(Signs);
}

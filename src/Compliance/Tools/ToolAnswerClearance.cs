using System.Collections.Immutable;
using System.Text;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.AgentText;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>
/// Clears what a tool answers the voice AI: in the place of each identifier that was found stands what the policy says of its type, and in the place of
/// each value that this call has withheld its own token, whatever it looks like there.
/// </summary>
/// <remarks>One a call, of its loop.</remarks>
public sealed class ToolAnswerClearance(CallVault vault, ReplacementWriter writer)
{
    private readonly VaultEchoes _echoes = new(vault);

    /// <param name="reader">The one that read it.</param>
    public ClearedAnswer Clear(ToolAnswerReading answer, ToolAnswerReader reader)
    {
        var tokens = ImmutableArray.CreateBuilder<AuditToken>();
        var next = 0;
        var text = JsonRewriter.TryRewrite(answer.Json, leaf => Clear(leaf, answer.Leaves[next++], tokens), reader.IsHidden);
        var cleared = text ?? throw new InvalidOperationException("An answer that was read can no longer be read.");
        return new ClearedAnswer(cleared.StartsWith('{') ? cleared : $$"""{"answer":{{cleared}}}""", tokens.ToImmutable()); // some voice AIs take objects alone
    }

    /// <summary>The end of a payment.</summary>
    /// <param name="number">The card's, of which the last four figures are told; null when none was captured.</param>
    public ClearedAnswer OfPayment(PaymentOutcome outcome, Sensitive<string>? number)
    {
        var word = outcome switch
        {
            PaymentOutcome.Approved => "approved",
            PaymentOutcome.Declined => "declined",
            _ => "failed",
        };
        var figures = number?.Reveal() is { Length: >= 12 } whole && whole.All(char.IsAsciiDigit) ? $$""","last_four":"{{whole[^4..]}}" """.TrimEnd() : "";
        return new ClearedAnswer($$"""{"payment":"{{word}}"{{figures}}}""", []);
    }

    private string Clear(JsonLeaf leaf, ToolAnswerReading.ReadLeaf read, ImmutableArray<AuditToken>.Builder tokens)
    {
        var echoes = _echoes.In(read.Text, read.From);
        var written = new StringBuilder(read.Text.Length);
        var kept = read.From;
        foreach (var (span, token, entity) in Replaced(read, echoes))
        {
            written.Append(read.Text, kept, span.Start - kept);
            var replacement = token ?? writer.Write(read.Text, entity! with { Span = span }, isSure: true);
            written.Append(replacement);
            kept = span.End;
            if (vault.TokenOf(replacement) is { } known && AuditToken.TryParse(known, out var noted))
            {
                tokens.Add(noted);
            }
        }

        return kept == read.From ? leaf.Text : written.Append(read.Text, kept, read.Text.Length - kept).ToString();
    }

    /// <summary>Echoes, and what of the entities lies outside of them, in order.</summary>
    private static IEnumerable<(TextSpan Span, string? Token, Entity? Entity)> Replaced(ToolAnswerReading.ReadLeaf read, IReadOnlyList<(TextSpan Span, string Token)> echoes)
    {
        var pieces = read.Entities.Where(entity => entity.Span.End > read.From).SelectMany(entity => Outside(entity.Span with { Start = Math.Max(entity.Span.Start, read.From) }, echoes)
            .Where(piece => HasWords(read.Text, piece)).Select(piece => (piece, (string?)null, (Entity?)entity)));
        return echoes.Select(echo => (echo.Span, (string?)echo.Token, (Entity?)null)).Concat(pieces).OrderBy(piece => piece.Item1.Start);
    }

    private static IEnumerable<TextSpan> Outside(TextSpan span, IReadOnlyList<(TextSpan Span, string Token)> echoes)
    {
        var start = span.Start;
        foreach (var (echo, _) in echoes.Where(echo => echo.Span.Overlaps(span)))
        {
            if (echo.Start > start)
            {
                yield return new TextSpan(start, echo.Start);
            }

            start = Math.Max(start, echo.End);
        }

        if (start < span.End)
        {
            yield return new TextSpan(start, span.End);
        }
    }

    private static bool HasWords(string text, TextSpan span) => text.AsSpan(span.Start, span.Length).ToString().Any(char.IsLetterOrDigit);
}

using System.Text;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Redaction;

/// <summary>
/// Puts in the place of each entity of a text what the policy says, a token such as <c>[CREDIT_CARD_1]</c> where it says nothing. One a call or
/// document: the same value gets the same token, in whatever spoken form it comes back. Not thread-safe. It holds the values, so it lives no longer
/// than the call.
/// </summary>
public sealed class TextRedactor(ReplacementWriter writer)
{
    /// <summary>For a document without a policy: tokens for all.</summary>
    public TextRedactor(IEntityDetector detector)
        : this(new ReplacementWriter(detector, new CallVault(), TenantPolicy.Defaults))
    {
    }

    /// <param name="entities">Of this text, in order, without overlaps: as <see cref="IEntityDetector.Detect"/> gives them.</param>
    public string Redact(string text, IEnumerable<Entity> entities)
    {
        var redacted = new StringBuilder(text.Length);
        var kept = 0;
        foreach (var entity in entities)
        {
            redacted.Append(text, kept, entity.Span.Start - kept).Append(writer.Write(text, entity, isSure: true));
            kept = entity.Span.End;
        }

        return redacted.Append(text, kept, text.Length - kept).ToString();
    }
}

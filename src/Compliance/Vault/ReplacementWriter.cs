using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Detection.Recognizers;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>Writes what stands in the outgoing text in place of an identifier, as the policy says; the value goes to the call's vault. The one place that does.</summary>
/// <remarks>One a call, of its loop.</remarks>
public sealed class ReplacementWriter(IEntityDetector detector, CallVault vault, TenantPolicy policy)
{
    private readonly Surrogates _surrogates = new(vault);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <param name="text">The text that the entity was found in.</param>
    /// <param name="isSure">Every word of the entity was surely understood; where one was not, nothing of the value is shown.</param>
    public string Write(string text, Entity entity, bool isSure) => Write(Read(text, entity), entity, isSure);

    /// <summary>The same for what the caller said, and nobody else.</summary>
    internal string WriteSaid(string text, Entity entity, bool isSure)
    {
        var read = Read(text, entity);
        vault.NoteSaid(entity.Type, read.Token);
        return Write(read, entity, isSure);
    }

    /// <summary>The token, whatever the policy says.</summary>
    internal string WriteToken(string text, Entity entity)
    {
        var (token, _, _) = Read(text, entity);
        _written.Add(token);
        return token;
    }

    /// <summary>Whether a text in brackets is what this writer put in the place of an identifier: <c>[MEMBER_ID_1]</c>.</summary>
    internal bool HasWritten(string inBrackets) => _written.Contains(inBrackets);

    /// <summary>Whether a value is one that was made up.</summary>
    internal bool IsSurrogate(string text, Entity entity) => _surrogates.Has(text.Substring(entity.Span.Start, entity.Span.Length));

    private string Write((string Token, string Reading, string Spoken) read, Entity entity, bool isSure)
    {
        var (token, reading, spoken) = read;
        var written = policy.TextActionFor(entity.Type, isSure ? entity.Confidence : 0) switch
        {
            TextAction.Type => $"[{entity.TypeName}]",
            TextAction.LastFour when IsWhole(entity.Type, reading) => $"{token[..^1]} ending in {reading[^4..]}]",
            TextAction.BinAndLastFour when IsWhole(entity.Type, reading) => $"{token[..^1]} beginning with {reading[..6]}, ending in {reading[^4..]}]",
            TextAction.Keep => spoken,
            TextAction.Surrogate => Surrogate(entity.Type, reading, spoken, token),
            _ => token,
        };
        if (written.StartsWith('['))
        {
            _written.Add(written);
        }

        return written;
    }

    private (string Token, string Reading, string Spoken) Read(string text, Entity entity)
    {
        var spoken = text.Substring(entity.Span.Start, entity.Span.Length);
        var reading = detector.ValueOf(text, entity);
        return (vault.TokenFor(entity.Type, new Sensitive<string>(reading), new Sensitive<string>(spoken), entity.CustomName), reading, spoken);
    }

    private string Surrogate(EntityType type, string reading, string spoken, string token)
    {
        if (_surrogates.Of(type, new Sensitive<string>(reading), new Sensitive<string>(spoken)) is not { } made)
        {
            return token;
        }

        vault.AddSurrogate(made, token);
        return made.Reveal();
    }

    /// <summary>Figures alone, as many as a whole value has. A card number that runs on into its security code is no whole one: its brand's length and check digit are wrong.</summary>
    private static bool IsWhole(EntityType type, string reading) =>
        reading.All(char.IsAsciiDigit)
        && DigitCounts.TryFind(type, out var least, out var most) && reading.Length >= least && reading.Length <= most
        && (type is not EntityType.CreditCard || (Checksum.IsLuhn(reading) && IsLengthOfBrand(reading)));

    /// <summary>The lengths that brands issue: American Express 15, Diners Club 14 and 16, the others 16.</summary>
    private static bool IsLengthOfBrand(string figures) => (figures[0], figures[1]) switch
    {
        ('3', '4' or '7') => figures.Length == 15,
        ('3', '0' or '6' or '8') => figures.Length is 14 or 16,
        _ => figures.Length == 16,
    };
}

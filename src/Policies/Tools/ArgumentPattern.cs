using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>JSON Schema's <c>pattern</c>: found anywhere in a text unless it is anchored. Time is linear in the text whatever the pattern is; a <c>$</c> is the text's very end. Safe from several threads.</summary>
public sealed class ArgumentPattern
{
    private const int Longest = 500; // characters
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    private readonly Regex _regex;

    private ArgumentPattern(string written)
    {
        Written = written;
        _regex = new Regex(WithStrictEnd(written), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
    }

    public string Written { get; }

    /// <param name="problem">Why it may not be used, in words that continue "the pattern".</param>
    public static bool TryCompile(string written, [NotNullWhen(true)] out ArgumentPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        if (written.Length > Longest)
        {
            problem = $"has {written.Length} characters; at most {Longest} are read";
            return false;
        }

        try
        {
            pattern = new ArgumentPattern(written);
        }
        catch (ArgumentException wrong)
        {
            problem = $"is no regular expression: {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            problem = "cannot be matched in linear time: no look-around, back reference, atomic group or repeat of many thousands";
        }

        return problem is null;
    }

    /// <summary>Whether it is found in a text; one that takes too long is not.</summary>
    public bool IsIn(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // holds the text, and is not passed on
        }
    }

    /// <summary>ECMA-262's <c>$</c> does not match before a last line break; .NET's does, and is <c>\z</c> here.</summary>
    private static string WithStrictEnd(string written)
    {
        var strict = new StringBuilder(written.Length + 4);
        var isInClass = false;
        for (var at = 0; at < written.Length; at++)
        {
            var sign = written[at];
            if (sign == '\\' && at + 1 < written.Length)
            {
                strict.Append(sign).Append(written[++at]);
                continue;
            }

            isInClass = sign switch
            {
                '[' => true,
                ']' => false,
                _ => isInClass,
            };
            strict.Append(sign == '$' && !isInClass ? @"\z" : sign.ToString());
        }

        return strict.ToString();
    }
}

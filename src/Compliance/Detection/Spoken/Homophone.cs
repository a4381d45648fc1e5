using static CompliantVoiceProxy.Compliance.Detection.Spoken.WordTraits;

namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>Words that a transcriber writes for spoken figures and letters, where they stand.</summary>
internal static class Homophone
{
    /// <summary>Nobody says it in passing: "fife", "won"; "in" only behind "said" ("said in" is "seven").</summary>
    public static bool IsSure(ReadOnlySpan<Token> tokens, ReadOnlySpan<Role> roles, int at) =>
        roles[at] is Role.Weak && !tokens[at].Is(Letter)
        && (!tokens[at].Is(Everyday) || (tokens[at].Lexeme.Word is "in" && at > 0 && tokens[at - 1].Lexeme.Word is "said"));
}

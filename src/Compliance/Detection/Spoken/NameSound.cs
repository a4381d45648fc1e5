namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// A name's rough sound, equal for spellings that a transcriber confuses ("jenkens" and "jenkins"): vowels between consonants fall together,
/// doubled letters count once, letters of one sound become one.
/// </summary>
internal static class NameSound
{
    /// <param name="word">In lower case.</param>
    /// <param name="sound">At least as long as the word.</param>
    /// <returns>The length written.</returns>
    public static int Write(ReadOnlySpan<char> word, Span<char> sound)
    {
        var length = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var next = at + 1 < word.Length ? word[at + 1] : '\0';
            var heard = word[at] switch
            {
                'a' or 'e' or 'i' or 'o' or 'u' or 'y' => 'a',
                'c' when next is 'h' => 'x',
                'c' when next is 'e' or 'i' or 'y' => 's',
                'c' or 'q' => 'k',
                'k' when next is 'n' && at == 0 => '\0',
                'p' when next is 'h' => 'f',
                'z' => 's',
                'h' when at > 0 => '\0',
                'w' when at > 0 => '\0',
                '\'' or '-' => '\0',
                var other => other,
            };
            if (heard is not '\0' && (length == 0 || sound[length - 1] != heard))
            {
                sound[length++] = heard;
            }
        }

        return length > 1 && sound[length - 1] is 'a' ? length - 1 : length; // a final vowel is often not heard
    }
}

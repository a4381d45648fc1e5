using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// The 32,000 pieces that Moonshine's token ids refer to. U+2581 stands for a space, "&lt;0xNN&gt;" for one byte of UTF-8;
/// ids from 32,000 on, and the three control pieces at the beginning, have no text.
/// </summary>
internal sealed class LlamaVocabulary
{
    public const int PieceCount = 32_000;
    private const int ControlPieces = 3;
    private const char SpaceMark = '\u2581';

    private readonly ImmutableArray<string> _pieces;

    private LlamaVocabulary(ImmutableArray<string> pieces) => _pieces = pieces;

    /// <param name="path">One piece a line, in order of id.</param>
    /// <exception cref="SpeechException">The file is not the vocabulary.</exception>
    public static LlamaVocabulary Load(string path) => new(Checked(File.ReadAllText(path)));

    /// <summary>Takes the vocabulary out of llama-tokenizer.js, where it stands as the base64 text of its lines.</summary>
    /// <exception cref="SpeechException">The script does not hold it.</exception>
    public static string Extract(string script)
    {
        const string Opening = "const llama_vocab_base64 = \"";
        int start = script.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        int end = start < Opening.Length ? -1 : script.IndexOf('"', start);
        if (end < 0)
        {
            throw new SpeechException("The tokenizer's script holds no vocabulary.");
        }

        string text = Encoding.UTF8.GetString(Convert.FromBase64String(script[start..end]));
        Checked(text);
        return text;
    }

    /// <summary>Whether a token begins a new word.</summary>
    public bool BeginsWord(int token) => token < PieceCount && _pieces[token].StartsWith(SpaceMark);

    /// <summary>Whether a token has a letter, a digit or part of one: punctuation and the space mark alone are not heard.</summary>
    public bool HasSound(int token) => token is >= ControlPieces and < PieceCount && _pieces[token].Any(char.IsLetterOrDigit);

    /// <summary>The bytes of UTF-8 that a token stands for, spaces left out; empty when it has no text.</summary>
    public byte[] BytesOf(int token)
    {
        if (token is < ControlPieces or >= PieceCount)
        {
            return [];
        }

        string piece = _pieces[token];
        return piece is ['<', '0', 'x', _, _, '>']
            ? [byte.Parse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)]
            : Encoding.UTF8.GetBytes(piece.Replace(SpaceMark.ToString(), "", StringComparison.Ordinal));
    }

    /// <summary>Every token that has a text, with its piece, space marks included.</summary>
    public IEnumerable<(int Token, string Piece)> Pieces() =>
        Enumerable.Range(ControlPieces, PieceCount - ControlPieces).Select(token => (token, _pieces[token]));

    private static ImmutableArray<string> Checked(string text)
    {
        ImmutableArray<string> pieces = [.. text.Split('\n')];
        return pieces.Length == PieceCount && pieces[1] == "<s>" && pieces[2] == "</s>"
            ? pieces
            : throw new SpeechException("The vocabulary is not the one that the model was made with.");
    }
}

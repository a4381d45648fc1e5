using System.Globalization;

namespace CompliantVoiceProxy.Agents.Plain;

/// <summary>The name of an answer: the session's counter of what was asked for, from 1.</summary>
internal readonly record struct AnswerNumber(int Value)
{
    private const string Prefix = "answer_";

    /// <summary>What the answer is called outside of this protocol.</summary>
    public string Id => $"{Prefix}{Value}";

    /// <summary>The number in an id of ours; null for anything else.</summary>
    public static AnswerNumber? Parse(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AnswerNumber(number)
            : null;
}

using System.Text;

namespace CompliantVoiceProxy.Compliance.AgentText;

/// <summary>A string, a number or a member's name in a JSON document.</summary>
/// <param name="Path">Where it stands: names of members and numbers of items, from the top; of a name, where its object stands. Good until the next leaf.</param>
/// <param name="Text">A number as it is written.</param>
/// <param name="IsName">It is the name of a member.</param>
internal readonly record struct JsonLeaf(IReadOnlyList<string> Path, string Text, bool IsName)
{
    /// <summary>The name of the member that a value stands in, as words: "member id". Empty for a name, and where there is none.</summary>
    public string Name => NameAt(0);

    /// <summary>The same behind the name of the member around it: "patient member id".</summary>
    public string FullName => $"{NameAt(1)} {NameAt(0)}".Trim();

    private string NameAt(int above)
    {
        if (IsName)
        {
            return "";
        }

        var names = Path.Reverse().Where(step => !step.All(char.IsAsciiDigit));
        return names.Skip(above).FirstOrDefault() is { } name ? WordsOf(name) : "";
    }

    /// <summary>"memberId" and "member_id" as they are said: "member id".</summary>
    private static string WordsOf(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var isNext = at > 0 && char.IsUpper(name[at]) && char.IsLower(name[at - 1]);
            words.Append(isNext ? " " : "").Append(char.IsLetterOrDigit(name[at]) ? char.ToLowerInvariant(name[at]) : ' ');
        }

        return words.ToString();
    }
}

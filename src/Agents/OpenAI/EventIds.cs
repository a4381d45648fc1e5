namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>Ids of the client's events: a prefix and the session's counter, so that an error can name what it is about.</summary>
internal static class EventIds
{
    public const string Prefix = "event_";

    public static string Format(int number) => $"{Prefix}{number}";

    /// <summary>The number in an id of ours; 0 for anything else.</summary>
    public static int Parse(string? id) =>
        id is not null && id.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(id.AsSpan(Prefix.Length), out var number) ? number : 0;
}

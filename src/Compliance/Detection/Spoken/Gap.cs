namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>What stands between two tokens.</summary>
[Flags]
internal enum Gap
{
    None = 0,
    Blank = 1 << 0,
    Comma = 1 << 1,
    Period = 1 << 2,
    Hyphen = 1 << 3,
    Slash = 1 << 4,
    Colon = 1 << 5,
    At = 1 << 6,
    Underscore = 1 << 7,
    Currency = 1 << 8,
    Percent = 1 << 9,

    /// <summary>Question or exclamation mark, semicolon, ellipsis: what was begun before it is over.</summary>
    Stop = 1 << 10,
    Parenthesis = 1 << 11,
    Plus = 1 << 12,
    Hash = 1 << 13,
    Other = 1 << 14,
}

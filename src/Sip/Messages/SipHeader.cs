namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>One header field line: its long name and its value, unfolded, one character an octet.</summary>
public readonly record struct SipHeader(string Name, string Value)
{
    /// <summary>The name alone: values are identifiers.</summary>
    public override string ToString() => Name;
}

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>Reads one kind of value. Does not throw for any text.</summary>
public delegate bool ConfigParser<T>(string text, out T value);

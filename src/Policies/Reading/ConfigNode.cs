using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>A part of a configuration file as written, before anything is made of it.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record ConfigNode(int Line);

/// <param name="IsPlain">Written without quotes: an empty one then means that no value was given.</param>
public sealed record ConfigScalar(string Text, bool IsPlain, int Line) : ConfigNode(Line);

public sealed record ConfigList(ImmutableArray<ConfigNode> Items, int Line) : ConfigNode(Line);

/// <summary>Keys are unique, in the order of the file.</summary>
public sealed record ConfigMap(ImmutableArray<ConfigEntry> Entries, int Line) : ConfigNode(Line)
{
    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

public sealed record ConfigEntry(string Key, ConfigNode Value, int Line);

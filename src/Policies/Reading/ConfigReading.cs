using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>One reading of one configuration file: gathers everything that is wrong with it, and which settings it could have had.</summary>
public sealed class ConfigReading
{
    private const int MostErrors = 100;
    private readonly List<ConfigError> _errors = [];
    private readonly List<KnownSetting> _settings = [];

    /// <summary>In order of lines.</summary>
    public ImmutableArray<ConfigError> Errors => [.. _errors.OrderBy(error => error.Line)];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Every setting that was asked for, written or not.</summary>
    internal IReadOnlyList<KnownSetting> Settings => _settings;

    /// <summary>Reads the whole file.</summary>
    /// <returns>The top section; not written when the file cannot be read as YAML at all, which is among <see cref="Errors"/> then.</returns>
    public ConfigSection Open(ReadOnlySpan<byte> utf8) =>
        new(ConfigDocument.Parse(utf8, this), path: "", line: 1, this);

    public void Report(int line, string words)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ConfigError(line, words));
        }
    }

    internal void Know(KnownSetting setting) => _settings.Add(setting);
}

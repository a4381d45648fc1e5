using System.Collections.Immutable;
using System.Globalization;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>One section of a configuration file under reading: hands out typed values, and reports in words what is wrong with what is written.</summary>
/// <remarks>
/// Asking for a key is what makes it known; <see cref="Dispose"/> reports the keys that nobody asked for. A value that is wrong is reported,
/// and what holds when nothing is written is returned: the reading goes on, to find every error in one go. Nothing throws for what a file says.
/// </remarks>
public sealed class ConfigSection : IDisposable
{
    private readonly ConfigMap? _written;
    private readonly string _path;
    private readonly int _line;
    private readonly ConfigReading _reading;
    private readonly List<string> _known = [];

    /// <param name="written">Null when the section does not stand in the file: nothing in it is missed then.</param>
    internal ConfigSection(ConfigMap? written, string path, int line, ConfigReading reading) =>
        (_written, _path, _line, _reading) = (written, path, line, reading);

    public bool IsWritten => _written is not null;

    public bool Has(string key) => _written?.Find(key) is not null;

    /// <summary>A section within this one.</summary>
    /// <param name="wrongKind">What to say when something else than a section is written there; never shows what that is.</param>
    public ConfigSection Section(string key, bool isRequired = false, string wrongKind = "must be a section of settings")
    {
        Know(key, isRequired);
        var entry = Entry(key, isRequired);
        if (entry is { Value: not ConfigMap })
        {
            Report(key, wrongKind);
        }

        return new ConfigSection(entry?.Value as ConfigMap, PathOf(key), entry?.Line ?? _line, _reading);
    }

    /// <summary>The sections of a list, in order; their paths are the list's. None when it is not written.</summary>
    public ImmutableArray<ConfigSection> Sections(string key)
    {
        Know(key, isRequired: false);
        switch (Entry(key, isRequired: false)?.Value)
        {
            case null:
                return [];
            case ConfigList list when !list.Items.IsEmpty && list.Items.All(item => item is ConfigMap):
                return [.. list.Items.Cast<ConfigMap>().Select(map => new ConfigSection(map, PathOf(key), map.Line, _reading))];
            default:
                Report(key, "must be a list of sections, each beginning with '- '");
                return [];
        }
    }

    /// <summary>Whatever is written there, for a reader of its own.</summary>
    /// <returns>Null when it is not written.</returns>
    internal ConfigNode? Node(string key, bool isRequired = false)
    {
        Know(key, isRequired);
        return Entry(key, isRequired)?.Value;
    }

    /// <summary>Text that may be left out.</summary>
    public string? Text(string key)
    {
        Know(key, isRequired: false);
        return Scalar(key, isRequired: false)?.Text;
    }

    /// <summary>Text that must be there and not be empty.</summary>
    /// <returns>Empty when it is not, which has been reported.</returns>
    public string RequiredText(string key)
    {
        Know(key, isRequired: true);
        var scalar = Scalar(key, isRequired: true);
        if (scalar is { Text.Length: 0, IsPlain: false })
        {
            Report(key, "must not be empty");
        }

        return scalar?.Text ?? "";
    }

    /// <summary>One or more texts, each with its line; a single one may be written without brackets.</summary>
    public ImmutableArray<ConfigScalar> Texts(string key, bool isRequired = false)
    {
        Know(key, isRequired);
        switch (Entry(key, isRequired)?.Value)
        {
            case null:
                return [];
            case ConfigScalar single when single.Text.Length > 0:
                return [single];
            case ConfigList list when !list.Items.IsEmpty && list.Items.All(item => item is ConfigScalar { Text.Length: > 0 }):
                return [.. list.Items.Cast<ConfigScalar>()];
            default:
                Report(key, "must be a list of texts, such as [\"first\", \"second\"]");
                return [];
        }
    }

    public TEnum Choice<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum =>
        Choice(key, fallback, ConfigWords<TEnum>.All, ConfigWords<TEnum>.Of, ConfigWords<TEnum>.TryParse);

    /// <summary>The name of an identifier's type.</summary>
    public EntityType Choice(string key, EntityType fallback) =>
        Choice(key, fallback, [.. EntityTypes.All.Select(EntityTypes.NameOf)], EntityTypes.NameOf, EntityTypes.TryParse);

    public bool Flag(string key, bool fallback)
    {
        Know(key, isRequired: false, ["true", "false"], fallback ? "true" : "false");
        return Parse(key, fallback, "true or false", TryParseFlag);
    }

    /// <summary>A value of a kind that the room knows which asks for it.</summary>
    /// <param name="expected">Continues "must be", for what <paramref name="parser"/> refuses.</param>
    public T Value<T>(string key, T fallback, string expected, ConfigParser<T> parser)
        where T : notnull
    {
        Know(key, isRequired: false, [], fallback.ToString());
        return Parse(key, fallback, expected, parser);
    }

    /// <summary>Such as <c>800ms</c>, <c>30s</c> or <c>5m</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most) =>
        InRange(key, fallback, least, most, "a time with its unit, such as 800ms or 30s", ConfigUnits.TryParse, ConfigUnits.Show);

    /// <summary>A time for which nothing holds when it is not written.</summary>
    public TimeSpan? Duration(string key, TimeSpan least, TimeSpan most)
    {
        Know(key, isRequired: false, range: $"{ConfigUnits.Show(least)} to {ConfigUnits.Show(most)}");
        return Scalar(key, isRequired: false) is null ? null : InRange(key, least, least, most, "a time with its unit, such as 800ms or 30s", ConfigUnits.TryParse, ConfigUnits.Show, isKnown: true);
    }

    /// <summary>Such as <c>1000Hz</c>; in hertz.</summary>
    public int Frequency(string key, int fallback, int least, int most) =>
        InRange(key, fallback, least, most, "a frequency with its unit, such as 1000Hz", ConfigUnits.TryParseFrequency, ConfigUnits.ShowFrequency);

    public int Whole(string key, int fallback, int least, int most) =>
        InRange(key, fallback, least, most, "a whole number", int.TryParse, number => number.ToString(CultureInfo.InvariantCulture));

    /// <summary>0 to 1.</summary>
    public float Fraction(string key, float fallback) =>
        InRange(key, fallback, 0f, 1f, "a number such as 0.5", TryParseFraction, number => number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reports something that is wrong with a key's value, on the key's line.</summary>
    /// <param name="words">Continue the key's name: <c>must not be empty</c>.</param>
    public void Report(string key, string words) => _reading.Report(_written?.Find(key)?.Line ?? _line, $"{PathOf(key)} {words}");

    /// <summary>Reports something that is wrong within a key's value, such as with one of the texts of a list, on the line where it stands.</summary>
    public void Report(string key, ConfigNode within, string words) => _reading.Report(within.Line, $"{PathOf(key)} {words}");

    /// <summary>Ends the section: what stands there and nobody asked for is reported.</summary>
    public void Dispose()
    {
        foreach (var entry in _written?.Entries.Where(entry => !_known.Contains(entry.Key)) ?? [])
        {
            var meant = NearestName.Of(entry.Key, _known) is { } near
                ? $"did you mean '{near}'?"
                : $"known here: {string.Join(", ", _known)}";
            _reading.Report(entry.Line, $"unknown key '{PathOf(entry.Key)}'; {meant}");
        }
    }

    private T Choice<T>(string key, T fallback, ImmutableArray<string> words, Func<T, string> wordOf, ConfigParser<T> parser)
    {
        Know(key, isRequired: false, words, wordOf(fallback));
        if (Scalar(key, isRequired: false) is not { } scalar)
        {
            return fallback;
        }

        if (parser(scalar.Text, out var member))
        {
            return member;
        }

        var meant = NearestName.Of(scalar.Text, words) is { } near ? $"; did you mean '{near}'?" : "";
        Report(key, $"is '{scalar.Text}', but must be one of: {string.Join(", ", words)}{meant}");
        return fallback;
    }

    private static bool TryParseFlag(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false";
    }

    private static bool TryParseFraction(string text, out float value) =>
        float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private T InRange<T>(string key, T fallback, T least, T most, string expected, ConfigParser<T> parser, Func<T, string> show, bool isKnown = false)
        where T : struct, IComparable<T>
    {
        var range = $"{show(least)} to {show(most)}";
        if (!isKnown)
        {
            Know(key, isRequired: false, [], show(fallback), range);
        }

        var value = Parse(key, fallback, expected, parser);
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
        {
            return value;
        }

        Report(key, $"is {show(value)}, but must be in the range {range}");
        return fallback;
    }

    private T Parse<T>(string key, T fallback, string expected, ConfigParser<T> parser)
    {
        if (Scalar(key, isRequired: false) is not { } scalar)
        {
            return fallback;
        }

        if (parser(scalar.Text, out var value))
        {
            return value;
        }

        Report(key, $"is '{scalar.Text}', but must be {expected}");
        return fallback;
    }

    private ConfigScalar? Scalar(string key, bool isRequired)
    {
        switch (Entry(key, isRequired)?.Value)
        {
            case null:
                return null;
            case ConfigScalar { Text.Length: 0, IsPlain: true }:
                Report(key, "has no value; leave the key out or give it one");
                return null;
            case ConfigScalar scalar:
                return scalar;
            default:
                Report(key, "must be a single value");
                return null;
        }
    }

    private ConfigEntry? Entry(string key, bool isRequired)
    {
        var entry = _written?.Find(key);
        if (entry is null && isRequired && IsWritten)
        {
            _reading.Report(_line, $"{PathOf(key)} is missing");
        }

        return entry;
    }

    private void Know(string key, bool isRequired, ImmutableArray<string>? choices = null, string? fallback = null, string? range = null)
    {
        _known.Add(key);
        _reading.Know(new KnownSetting { Path = PathOf(key), IsRequired = isRequired, Choices = choices ?? [], Default = fallback, Range = range });
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}

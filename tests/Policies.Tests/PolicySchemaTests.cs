using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tests;

/// <summary>policies/policy.schema.json says to editors what the reader says to operators.</summary>
public sealed class PolicySchemaTests : IDisposable
{
    private readonly JsonDocument _schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.Folder, "policy.schema.json")));

    public void Dispose() => _schema.Dispose();

    [Fact]
    public void The_schema_has_the_readers_settings_and_no_others() =>
        Properties().Keys.Should().BeEquivalentTo(Settings().Select(setting => setting.Path));

    [Fact]
    public void The_schema_requires_what_the_reader_requires() =>
        Required(_schema.RootElement, prefix: "").Should().BeEquivalentTo(Settings().Where(setting => setting.IsRequired).Select(setting => setting.Path));

    [Fact]
    public void The_schema_offers_the_readers_choices()
    {
        foreach (var setting in Settings())
        {
            Choices(Properties()[setting.Path]).Should().Equal(setting.Choices, setting.Path);
        }
    }

    [Fact]
    public void The_schemas_defaults_are_the_models()
    {
        foreach (var setting in Settings())
        {
            var written = Properties()[setting.Path].TryGetProperty("default", out var value) ? Word(value) : null;
            written.Should().Be(setting.Default, setting.Path);
        }
    }

    [Fact]
    public void The_schema_tells_each_range()
    {
        foreach (var setting in Settings().Where(setting => setting.Range is not null))
        {
            Properties()[setting.Path].GetProperty("description").GetString().Should().EndWith($" Range {setting.Range}.", setting.Path);
        }
    }

    [Fact]
    public void Every_setting_is_described() =>
        Properties().Where(property => !property.Value.TryGetProperty("description", out _)).Should().BeEmpty();

    [Fact]
    public void The_samples_name_the_schema_for_editors()
    {
        foreach (var sample in Directory.EnumerateFiles(Samples.Folder, "*.yaml"))
        {
            File.ReadLines(sample).First().Should().Be("# yaml-language-server: $schema=./policy.schema.json");
        }
    }

    private static IReadOnlyList<KnownSetting> Settings()
    {
        var reading = new ConfigReading();
        PolicyCompiler.Compile(reading, Encoding.UTF8.GetBytes($"{PolicyText.Whole}\nrecognizers: [{{ name: one }}]\ntransfer: {{ targets: [{{ name: one }}] }}\ntools: [{{ request: {{ headers: [{{ name: one }}] }} }}]\npayment: {{ request: {{ headers: [{{ name: one }}] }} }}"), folder: "/", revision: "");
        return reading.Settings;
    }

    private Dictionary<string, JsonElement> Properties() => PropertiesOf(_schema.RootElement, prefix: "").ToDictionary();

    private IEnumerable<KeyValuePair<string, JsonElement>> PropertiesOf(JsonElement written, string prefix)
    {
        var section = SectionOf(written);
        if (!section.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        section.GetProperty("additionalProperties").GetBoolean().Should().BeFalse();
        foreach (var property in properties.EnumerateObject())
        {
            yield return new($"{prefix}{property.Name}", property.Value);
            foreach (var inner in PropertiesOf(property.Value, $"{prefix}{property.Name}."))
            {
                yield return inner;
            }
        }
    }

    private IEnumerable<string> Required(JsonElement written, string prefix)
    {
        var section = SectionOf(written);
        var here = section.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => $"{prefix}{name.GetString()}") : [];
        var below = section.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => Required(property.Value, $"{prefix}{property.Name}."))
            : [];
        return here.Concat(below);
    }

    /// <summary>The section that a property is: its own, the one it refers to, or the one that its list is made of.</summary>
    private JsonElement SectionOf(JsonElement property) =>
        property.TryGetProperty("$ref", out var reference) ? _schema.RootElement.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1])
        : property.TryGetProperty("items", out var items) ? items
        : property;

    private static IEnumerable<string?> Choices(JsonElement property) =>
        property.TryGetProperty("enum", out var words) ? words.EnumerateArray().Select(Word) : [];

    /// <summary>As it is written in YAML.</summary>
    private static string Word(JsonElement value) => value.GetRawText().Trim('"');
}

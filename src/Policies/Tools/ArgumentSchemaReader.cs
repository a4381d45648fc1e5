using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies.Tools;

/// <summary>Reads <c>parameters</c> of a tool: JSON Schema, written as settings or as one text of JSON. A keyword that <see cref="ArgumentSchema"/> does not check is an error.</summary>
internal sealed class ArgumentSchemaReader
{
    private const string Key = "parameters";

    private static readonly string[] Keywords =
    [
        "type", "properties", "required", "additionalProperties", "enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum",
        "items", "minItems", "maxItems", "description", "x-token",
    ];

    private static readonly ArgumentSchema Anything = new() { Kind = ArgumentKind.Object };

    private readonly ConfigSection _tool;
    private readonly IReadOnlyCollection<string> _tokenTypes;
    private readonly ConfigScalar? _text; // every line of a text of JSON is its first one

    private ArgumentSchemaReader(ConfigSection tool, IReadOnlyCollection<string> tokenTypes, ConfigScalar? text) => (_tool, _tokenTypes, _text) = (tool, tokenTypes, text);

    /// <param name="tokenTypes">The types that tokens may have, as they stand in tokens.</param>
    /// <returns>A schema that takes any object where none could be read, which has been reported.</returns>
    public static ArgumentSchema Read(ConfigSection tool, IReadOnlyCollection<string> tokenTypes)
    {
        var written = tool.Node(Key, isRequired: true);
        if (written is ConfigScalar text)
        {
            var inner = new ConfigReading();
            var parsed = ConfigDocument.Parse(Encoding.UTF8.GetBytes(text.Text), inner);
            foreach (var error in inner.Errors)
            {
                tool.Report(Key, text, $"is no JSON Schema: {error.Words}");
            }

            return parsed is null ? Anything : new ArgumentSchemaReader(tool, tokenTypes, text).ReadTop(parsed);
        }

        return written is null ? Anything : new ArgumentSchemaReader(tool, tokenTypes, text: null).ReadTop(written);
    }

    private ArgumentSchema ReadTop(ConfigNode written)
    {
        var schema = ReadSchema(written, path: "");
        if (schema.Kind is not ArgumentKind.Object)
        {
            Report(written, "must have 'type: object': a tool's arguments are an object");
        }

        return schema;
    }

    private ArgumentSchema ReadSchema(ConfigNode written, string path)
    {
        var schema = new ArgumentSchema();
        if (written is not ConfigMap map)
        {
            Report(written, $"{Of(path)}must be a schema, such as {{ type: string }}");
            return schema;
        }

        foreach (var entry in map.Entries)
        {
            schema = ReadKeyword(schema, entry, path);
        }

        return Checked(schema, map, path);
    }

    private ArgumentSchema ReadKeyword(ArgumentSchema schema, ConfigEntry entry, string path) => entry.Key switch
    {
        "type" => schema with { Kind = Kind(entry, path) },
        "description" => schema with { Description = Text(entry, path) },
        "properties" => schema with { Properties = Properties(entry, path) },
        "required" => schema with { Required = [.. Items(entry, path).Select(item => Word(item, entry, path))] },
        "additionalProperties" => schema with { AllowsOthers = Flag(entry, path) },
        "enum" => schema with { Values = [.. Items(entry, path).Select(ConfigJson.ElementOf)] },
        "const" => schema with { Values = [ConfigJson.ElementOf(entry.Value)] },
        "minLength" => schema with { LeastLength = Count(entry, path) },
        "maxLength" => schema with { MostLength = Count(entry, path) },
        "pattern" => schema with { Pattern = Pattern(entry, path) },
        "minimum" => schema with { Minimum = Number(entry, path) },
        "maximum" => schema with { Maximum = Number(entry, path) },
        "items" => schema with { Items = ReadSchema(entry.Value, $"{path}/items") },
        "minItems" => schema with { LeastItems = Count(entry, path) },
        "maxItems" => schema with { MostItems = Count(entry, path) },
        "x-token" => schema with { TokenTypes = TokenTypes(entry, path) },
        _ => Unknown(schema, entry, path),
    };

    private ArgumentSchema Checked(ArgumentSchema schema, ConfigMap map, string path)
    {
        foreach (var name in schema.Required.Where(name => name.Length > 0 && !schema.Properties.ContainsKey(name)))
        {
            Report(map.Find("required")!.Value, $"{Of(path)}requires '{name}', which is not among its properties");
        }

        if (map.Find("const") is { } alone && map.Find("enum") is not null)
        {
            Report(alone.Value, $"{Of(path)}has both enum and const: one of them says it all");
        }

        if (schema.TokenTypes.IsEmpty)
        {
            return schema;
        }

        if (schema.Kind is not (null or ArgumentKind.Text))
        {
            Report(map.Find("x-token")!.Value, $"{Of(path)}has x-token, but a token is a string");
        }

        return schema with { Kind = ArgumentKind.Text };
    }

    private ArgumentSchema Unknown(ArgumentSchema schema, ConfigEntry entry, string path)
    {
        var meant = NearestName.Of(entry.Key, Keywords) is { } near ? $"did you mean '{near}'?" : $"known are: {string.Join(", ", Keywords)}";
        _tool.Report(Key, _text ?? new ConfigScalar("", IsPlain: true, entry.Line), $"{Of(path)}has '{entry.Key}', which would not be checked; {meant}");
        return schema;
    }

    private ArgumentKind? Kind(ConfigEntry entry, string path)
    {
        var word = Text(entry, path);
        if (word is not null && ConfigWords<ArgumentKind>.TryParse(word, out var kind))
        {
            return kind;
        }

        if (word is not null)
        {
            Report(entry.Value, $"{Of(path)}has type '{word}', but must have one of: {string.Join(", ", ConfigWords<ArgumentKind>.All)}");
        }

        return null;
    }

    private ImmutableSortedDictionary<string, ArgumentSchema> Properties(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigMap map)
        {
            return map.Entries.ToImmutableSortedDictionary(property => property.Key, property => ReadSchema(property.Value, $"{path}/properties/{property.Key}"), StringComparer.Ordinal);
        }

        Report(entry.Value, $"{Of(path)}has properties, but they must be a section of schemas");
        return ImmutableSortedDictionary<string, ArgumentSchema>.Empty;
    }

    private ImmutableArray<string> TokenTypes(ConfigEntry entry, string path)
    {
        var items = entry.Value is ConfigScalar single ? [single] : Items(entry, path);
        var types = items.Select(item => Word(item, entry, path)).ToImmutableArray();
        foreach (var type in types.Where(type => type.Length > 0 && !_tokenTypes.Contains(type)))
        {
            var meant = NearestName.Of(type, _tokenTypes) is { } near ? $"did you mean '{near}'?" : "write it as it stands in tokens, such as MEMBER_ID";
            Report(entry.Value, $"{Of(path)}has x-token '{type}', of which there are no tokens; {meant}");
        }

        return types;
    }

    private ArgumentPattern? Pattern(ConfigEntry entry, string path)
    {
        if (Text(entry, path) is not { } written)
        {
            return null;
        }

        if (!ArgumentPattern.TryCompile(written, out var pattern, out var problem))
        {
            Report(entry.Value, $"{Of(path)}has a pattern that {problem}");
        }

        return pattern;
    }

    private bool Flag(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigScalar { Text: "true" or "false" } flag)
        {
            return flag.Text is "true";
        }

        Report(entry.Value, $"{Of(path)}has {entry.Key} that is neither true nor false; a schema there is not read");
        return false;
    }

    private int Count(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigScalar scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        Report(entry.Value, $"{Of(path)}has {entry.Key}, which must be a whole number");
        return 0;
    }

    private decimal? Number(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigScalar scalar && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Report(entry.Value, $"{Of(path)}has {entry.Key}, which must be a number");
        return null;
    }

    private string? Text(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigScalar { Text.Length: > 0 } scalar)
        {
            return scalar.Text;
        }

        Report(entry.Value, $"{Of(path)}has {entry.Key}, which must be a text");
        return null;
    }

    private ImmutableArray<ConfigNode> Items(ConfigEntry entry, string path)
    {
        if (entry.Value is ConfigList { Items.IsEmpty: false } list)
        {
            return list.Items;
        }

        Report(entry.Value, $"{Of(path)}has {entry.Key}, which must be a list");
        return [];
    }

    private string Word(ConfigNode item, ConfigEntry entry, string path)
    {
        if (item is ConfigScalar { Text.Length: > 0 } word)
        {
            return word.Text;
        }

        Report(item, $"{Of(path)}has {entry.Key}, which must be made of words");
        return "";
    }

    private void Report(ConfigNode at, string words) => _tool.Report(Key, _text ?? at, words);

    /// <summary>Where in the schema, with the blank behind it: <c>/properties/day </c>.</summary>
    private static string Of(string path) => path.Length == 0 ? "" : $"{path} ";
}

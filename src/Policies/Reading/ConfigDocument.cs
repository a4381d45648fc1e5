using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CompliantVoiceProxy.Policies.Reading;

/// <summary>Reads YAML into <see cref="ConfigNode"/>s. The one place that knows YamlDotNet.</summary>
/// <remarks>
/// A strict subset of YAML 1.2: one document, a mapping at the top, text keys that are unique, no anchors, aliases or tags.
/// So a file's tree is never larger than the file, and a value means what it looks like.
/// </remarks>
internal static class ConfigDocument
{
    public const int MostBytes = 256 * 1024;
    private const int MostDepth = 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when the file is no such document; why is reported.</returns>
    public static ConfigMap? Parse(ReadOnlySpan<byte> utf8, ConfigReading reading)
    {
        if (utf8.Length > MostBytes)
        {
            reading.Report(1, $"the file has {utf8.Length} bytes; at most {MostBytes} are read");
            return null;
        }

        string text;
        try
        {
            text = StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            reading.Report(1, "the file is not UTF-8 text");
            return null;
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                reading.Report(1, "the file is empty");
                return null;
            }

            parser.Consume<DocumentStart>();
            var top = ReadNode(parser, depth: 0, reading);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
            {
                reading.Report((int)second.Start.Line, "the file holds a second document; only one is read");
                return null;
            }

            return AsMap(top, reading);
        }
        catch (YamlException broken)
        {
            reading.Report((int)Math.Max(1, broken.Start.Line), $"this is not YAML: {broken.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            reading.Report(1, "this is not YAML"); // the parser's own slip on some broken texts, which tells no line
            return null;
        }
    }

    private static ConfigMap? AsMap(ConfigNode top, ConfigReading reading)
    {
        if (top is ConfigMap map)
        {
            return map;
        }

        reading.Report(top.Line, "the file must hold settings, written as 'key: value'");
        return null;
    }

    private static ConfigNode ReadNode(Parser parser, int depth, ConfigReading reading)
    {
        var start = parser.Current?.Start ?? Mark.Empty;
        if (depth > MostDepth)
        {
            throw new YamlException(start, start, $"settings are nested more than {MostDepth} deep");
        }

        if (parser.Accept<AnchorAlias>(out _))
        {
            throw new YamlException(start, start, "aliases (*name) are not read here; write the value out");
        }

        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            reading.Report((int)node.Start.Line, "anchors (&name) and tags (!name) are not read here; leave them out");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ConfigScalar(scalar.Value, scalar.Style is ScalarStyle.Plain, (int)scalar.Start.Line);
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = ImmutableArray.CreateBuilder<ConfigNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(parser, depth + 1, reading));
            }

            return new ConfigList(items.ToImmutable(), (int)list.Start.Line);
        }

        var map = parser.Consume<MappingStart>();
        return ReadEntries(parser, (int)map.Start.Line, depth, reading);
    }

    private static ConfigMap ReadEntries(Parser parser, int line, int depth, ConfigReading reading)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var lines = new Dictionary<string, int>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1, reading);
            var value = ReadNode(parser, depth + 1, reading);
            if (key is not ConfigScalar name)
            {
                reading.Report(key.Line, "a key must be a word");
            }
            else if (!lines.TryAdd(name.Text, name.Line))
            {
                reading.Report(name.Line, $"'{name.Text}' is written twice; it stands on line {lines[name.Text]} already");
            }
            else
            {
                entries.Add(new ConfigEntry(name.Text, value, name.Line));
            }
        }

        return new ConfigMap(entries.ToImmutable(), line);
    }
}

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Audit.Tests;

/// <summary>audit/record.schema.json tells of every event what the program writes of it.</summary>
public sealed class RecordSchemaTests : IDisposable
{
    private static readonly string[] OfEveryEvent = ["type", "callId", "tenant", "policyRevision"];
    private readonly JsonDocument _schema = JsonDocument.Parse(File.ReadAllBytes(SchemaPath()));

    public void Dispose() => _schema.Dispose();

    [Fact]
    public void The_schema_has_every_event_and_no_others() =>
        Events().Select(described => (described.GetProperty("title").GetString(), described.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()))
            .Should().BeEquivalentTo(typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => (attribute.DerivedType.Name, attribute.TypeDiscriminator as string)));

    [Fact]
    public void An_event_has_the_members_that_the_schema_tells()
    {
        foreach (var described in Events())
        {
            var type = typeof(AuditEvent).Assembly.GetType($"{typeof(AuditEvent).Namespace}.{described.GetProperty("title").GetString()}")!;
            var own = MembersOf(type).Except(OfEveryEvent).ToList();
            NamesIn(described).Should().BeEquivalentTo([.. OfEveryEvent, .. own], type.Name);
            described.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().BeEquivalentTo(["type", .. own], type.Name);
        }
    }

    [Fact]
    public void A_part_of_a_release_decision_has_the_members_that_the_schema_tells() =>
        NamesIn(_schema.RootElement.GetProperty("$defs").GetProperty("releaseItem")).Should().BeEquivalentTo(MembersOf(typeof(ReleaseItem)));

    [Fact]
    public void A_record_has_the_members_that_the_schema_tells_in_the_same_order()
    {
        var record = AuditChain.Link(AuditHead.Empty, new AuditEntry(DateTimeOffset.UnixEpoch, new ReleaseDecided(1, 0, 1, ImmutableArray<ReleaseItem>.Empty)));
        using var written = JsonDocument.Parse(record.Json);

        written.RootElement.EnumerateObject().Select(member => member.Name).Should().Equal(NamesIn(_schema.RootElement));
    }

    private IEnumerable<JsonElement> Events() =>
        _schema.RootElement.GetProperty("properties").GetProperty("event").GetProperty("oneOf").EnumerateArray();

    private static IEnumerable<string> NamesIn(JsonElement section) => section.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> MembersOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static string SchemaPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../audit/record.schema.json");
}

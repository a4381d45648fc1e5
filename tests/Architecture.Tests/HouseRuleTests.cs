using System.Reflection;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>Rules of the house that neither the compiler nor an analyser holds.</summary>
public sealed partial class HouseRuleTests(ITestOutputHelper output)
{
    private const int LongFile = 400;
    private const int TooLongFile = 600;

    /// <summary>Words of an RFC that happen to end like a vague one.</summary>
    private static readonly string[] RfcWords = ["RtcpSenderInfo"]; // RFC 3550 section 6.4.1

    [Fact]
    public void No_source_file_is_too_long()
    {
        var files = Repository.FilesBelow("src", "*.cs").Select(file => (Name: file, Lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count())).ToList();
        foreach (var file in files.Where(file => file.Lines > LongFile))
        {
            output.WriteLine($"{file.Name} has {file.Lines} lines: is there a reason?");
        }

        files.Where(file => file.Lines >= TooLongFile).Should().BeEmpty();
    }

    [Fact]
    public void A_types_name_says_more_than_that_it_manages_or_helps() =>
        Names().Where(name => VagueSuffix().IsMatch(name) && !RfcWords.Contains(name.Split('.')[^1])).Should().BeEmpty();

    [Fact]
    public void A_namespace_is_a_room_and_no_lumber_room()
    {
        foreach (var assembly in AssemblyFile.Rooms)
        {
            var namespaces = assembly.WrittenTypes.Where(type => type.GetDeclaringType().IsNil)
                .Select(type => assembly.Metadata.GetString(type.Namespace)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            namespaces.Where(name => !$"{name}.".StartsWith($"{assembly.Name}.", StringComparison.Ordinal) || LumberRoom().IsMatch(name)).Should().BeEmpty();
        }
    }

    [Fact]
    public void Native_libraries_are_met_only_below_Interop() =>
        Repository.FilesBelow("src", "*.cs")
            .Where(file => !file.Contains("/Interop/", StringComparison.Ordinal) && NativeCall().IsMatch(Repository.Read(file)))
            .Should().BeEmpty();

    [Fact]
    public void Nothing_native_leaves_Interop() =>
        AssemblyFile.Rooms
            .SelectMany(room => room.WrittenTypes
                .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic)
                .Select(room.NameOf))
            .Where(name => name.Contains(".Interop.", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void Only_commands_write_to_the_console() =>
        AssemblyFile.Rooms.SelectMany(room => room.Calls())
            .Where(call => call.CalleeType == "System.Console" && !call.CallerType.StartsWith("CompliantVoiceProxy.Proxy.Commands.", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void Log_lines_are_written_in_Log_files_by_generated_methods()
    {
        AssemblyFile.Rooms.SelectMany(room => room.Calls()).Where(call => call.CalleeType == "Microsoft.Extensions.Logging.LoggerExtensions").Should().BeEmpty();
        Repository.FilesBelow("src", "*.cs")
            .Where(file => !Path.GetFileName(file).EndsWith("Log.cs", StringComparison.Ordinal) && Repository.Read(file).Contains("[LoggerMessage", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_left_for_later() =>
        Repository.FilesBelow("src", "*.cs").Where(file => LeftForLater().IsMatch(Repository.Read(file))).Should().BeEmpty();

    [Fact]
    public void No_static_field_can_change()
    {
        var changing =
            from assembly in AssemblyFile.Rooms
            from type in assembly.WrittenTypes
            from field in type.GetFields().Select(assembly.Metadata.GetFieldDefinition)
            where field.Attributes.HasFlag(FieldAttributes.Static)
                && !field.Attributes.HasFlag(FieldAttributes.InitOnly) && !field.Attributes.HasFlag(FieldAttributes.Literal)
                && !assembly.Metadata.GetString(field.Name).Contains("<>", StringComparison.Ordinal)
                && !assembly.Has(field.GetCustomAttributes(), "System.CodeDom.Compiler.GeneratedCodeAttribute")
            select $"{assembly.NameOf(type)}.{assembly.Metadata.GetString(field.Name)}";
        changing.Should().BeEmpty();
    }

    [Fact]
    public void No_committed_file_names_a_place_on_somebodys_machine()
    {
        string[] written = [".cs", ".csproj", ".props", ".md", ".json", ".yaml", ".yml", ".tsv", ".sh", ".txt", ""];
        Repository.FilesBelow(".")
            .Where(file => written.Contains(Path.GetExtension(file)) && MachinePath().IsMatch(Repository.Read(file)))
            .Should().BeEmpty();
    }

    private static IEnumerable<string> Names() =>
        AssemblyFile.Rooms.SelectMany(room => room.WrittenTypes.Select(type => room.NameOf(type).Split('`')[0]));

    [GeneratedRegex("(Manager|Helpers?|Utils?|Handler|Processor|Service|Data|Info|Base|Impl|Enum)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VagueSuffix();

    [GeneratedRegex(@"\.(Common|Core|Shared|Utils?|Helpers?|Misc)(\.|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LumberRoom();

    [GeneratedRegex(@"\[(LibraryImport|DllImport)|\bNativeLibrary\.|delegate\* unmanaged", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NativeCall();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftForLater();

    [GeneratedRegex(@"(?<![\w.])/(work|root|home|Users)/[A-Za-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MachinePath();
}

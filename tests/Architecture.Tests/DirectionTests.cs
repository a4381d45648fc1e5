using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>The rooms and arrows of docs/architecture.md are those of the code.</summary>
public sealed partial class DirectionTests
{
    /// <summary>A leaf that every room may use.</summary>
    private const string Everybodys = "Secrecy";

    private static readonly IReadOnlyDictionary<string, string[]> Drawn = ReadDrawing();

    [Fact]
    public void Every_room_is_drawn_and_every_drawn_room_is_there() =>
        Repository.Rooms.Should().BeEquivalentTo(Drawn.Keys);

    [Fact]
    public void Project_references_are_the_arrows_that_are_drawn()
    {
        foreach (var room in Repository.Rooms)
        {
            var referenced = Repository.Included(Repository.Project(room), "ProjectReference").Select(Path.GetFileNameWithoutExtension);
            referenced.Except([Everybodys]).Should().BeEquivalentTo(Drawn[room].Except([Everybodys]), "docs/architecture.md draws {0} so", room);
        }
    }

    [Fact]
    public void Assemblies_refer_to_no_room_without_an_arrow()
    {
        foreach (var assembly in AssemblyFile.Rooms)
        {
            var rooms = assembly.References.Where(name => name.StartsWith("CompliantVoiceProxy.", StringComparison.Ordinal)).Select(name => name.Split('.')[1]);
            rooms.Should().BeSubsetOf([.. Drawn[assembly.Room], Everybodys], "{0} has these arrows", assembly.Room);
        }
    }

    /// <summary>Framework references flow on through project references, so that the compiler does not hold this.</summary>
    [Fact]
    public void A_room_uses_a_framework_only_if_its_own_project_says_so()
    {
        var baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (var assembly in AssemblyFile.Rooms)
        {
            var project = Repository.Project(assembly.Room);
            if (Repository.Included(project, "FrameworkReference").Any())
            {
                continue;
            }

            var ofAFramework = assembly.References.Where(name =>
                name.StartsWith("Microsoft.", StringComparison.Ordinal) && !File.Exists(Path.Combine(baseLibrary, $"{name}.dll")));
            ofAFramework.Should().BeSubsetOf(Repository.Included(project, "PackageReference"), "{0} declares no framework", assembly.Room);
        }
    }

    [Fact]
    public void A_rooms_packages_stay_in_the_room()
    {
        foreach (var room in Repository.Rooms)
        {
            Repository.Project(room).Descendants("PackageReference")
                .Where(package => (string?)package.Attribute("PrivateAssets") is not ("compile" or "all"))
                .Should().BeEmpty("packages of {0} are PrivateAssets=\"compile\"", room);
        }
    }

    [Fact]
    public void A_third_party_package_enters_through_one_room()
    {
        var enteredTwice =
            from room in Repository.Rooms
            from package in Repository.Included(Repository.Project(room), "PackageReference")
            where !package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            group room by package into rooms
            where rooms.Count() > 1
            select $"{rooms.Key}: {string.Join(", ", rooms)}";
        enteredTwice.Should().BeEmpty();
    }

    [Fact]
    public void Internals_are_shown_to_tests_and_training_alone()
    {
        foreach (var room in Repository.Rooms)
        {
            Repository.Included(Repository.Project(room), "InternalsVisibleTo")
                .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal) && !name.StartsWith("CompliantVoiceProxy.Training.", StringComparison.Ordinal))
                .Should().BeEmpty("{0} keeps its internals", room);
        }
    }

    private static Dictionary<string, string[]> ReadDrawing()
    {
        var drawing = Repository.Read("docs/architecture.md").Split("```")[1];
        var arrows = DrawnLine().Matches(drawing).ToDictionary(
            line => line.Groups["room"].Value,
            line => line.Groups["to"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries));
        foreach (var (room, to) in arrows.Where(arrow => arrow.Value is ["all"]).ToList())
        {
            arrows[room] = [.. arrows.Keys.Except([room])];
        }

        return arrows;
    }

    // "Media  -> Rtp, Audio      what it is": two blanks end the list.
    [GeneratedRegex(@"^(?<room>[A-Z]\w+) +(?:-> (?<to>\w+(?:, \w+)*)(?:  |$))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DrawnLine();
}

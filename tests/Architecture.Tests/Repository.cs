using System.Xml.Linq;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>The source folder that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Unwritten = ["bin", "obj", ".git", "TestResults", "BenchmarkDotNet.Artifacts", "out", "demo-out"];

    public static string Root { get; } = FindRoot();

    /// <summary>Names of the folders below <c>src/</c>.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>Files that people wrote, by their path from the root with forward slashes.</summary>
    public static IEnumerable<string> FilesBelow(string folder, string pattern = "*") =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path)
        where !relative.Split('/').Any(Unwritten.Contains)
        orderby relative
        select relative;

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    public static XDocument Project(string room) => XDocument.Load(Path.Combine(Root, "src", room, $"{room}.csproj"));

    /// <summary>What a project file's items of one kind include.</summary>
    public static IEnumerable<string> Included(XDocument project, string kind) =>
        project.Descendants(kind).Select(item => (string?)item.Attribute("Include") ?? "");

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "CompliantVoiceProxy.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("The architecture tests run inside the source folder: CompliantVoiceProxy.sln was not found above them.");
    }
}

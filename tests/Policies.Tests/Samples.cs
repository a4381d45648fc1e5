using System.Runtime.CompilerServices;

namespace CompliantVoiceProxy.Policies.Tests;

/// <summary>The repository's own policies.</summary>
internal static class Samples
{
    public static string Folder { get; } = FolderBeside();

    private static string FolderBeside([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../policies"));
}

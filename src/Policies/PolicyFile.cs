using System.Collections.Immutable;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Policies;

/// <summary>A tenant's policy file as it was read once: the policy it compiles to, or all that is wrong with it.</summary>
public sealed record PolicyFile
{
    /// <summary>The file's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the file's bytes, wrong ones too.</summary>
    public required string Revision { get; init; }

    /// <summary>Null when there are errors.</summary>
    public TenantPolicy? Policy { get; init; }

    /// <summary>In order of lines.</summary>
    public ImmutableArray<ConfigError> Errors { get; init; } = [];

    /// <summary>The line of each of the policy's <see cref="TenantPolicy.Called"/> patterns.</summary>
    internal ImmutableArray<int> CalledLines { get; init; } = [];

    /// <summary>The same file with more errors, refused if there are any.</summary>
    internal PolicyFile With(ImmutableArray<ConfigError> errors) => errors.IsEmpty ? this : this with { Policy = null, Errors = [.. Errors, .. errors] };

    /// <summary>Reads and compiles a file. What is wrong with it, unreadable included, is among <see cref="Errors"/>.</summary>
    public static PolicyFile Read(string path) => ReadBytes(path) is { } bytes
        ? PolicyCompiler.Compile(bytes, path)
        : new PolicyFile { Path = path, Revision = "", Errors = [new ConfigError(1, "the file cannot be read")] };

    /// <summary>The revision that <see cref="Read"/> would find, without compiling; empty when the file cannot be read.</summary>
    internal static string RevisionOf(string path) => ReadBytes(path) is { } bytes ? PolicyCompiler.RevisionOf(bytes) : "";

    /// <summary>At most one byte more than a configuration file may have.</summary>
    private static byte[]? ReadBytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[ConfigDocument.MostBytes + 1];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

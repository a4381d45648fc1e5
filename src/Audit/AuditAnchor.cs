using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Audit;

/// <summary>The chain's head in a small file of its own, as a chain does not show that its tail was cut off. Worth most where the store's own administrator cannot write: copy it there.</summary>
public sealed partial class AuditAnchor(string path)
{
    /// <summary>The anchor that stands beside a store.</summary>
    public static AuditAnchor BesideStore(string storePath) => new($"{storePath}.head");

    public string Path { get; } = path;

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file is no anchor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public AuditHead? Read()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize(File.ReadAllBytes(Path), Json.Default.AuditHead) : null;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{Path} is no anchor of an audit log.", broken);
        }
    }

    /// <summary>Replaces the file in one step; a crash leaves the old one or the new one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(AuditHead head)
    {
        var draft = $"{Path}.new";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            JsonSerializer.Serialize(stream, head, Json.Default.AuditHead);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, Path, overwrite: true);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(AuditHead))]
    private sealed partial class Json : JsonSerializerContext;
}

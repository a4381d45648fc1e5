namespace CompliantVoiceProxy.Speech.Models;

/// <summary>One line of assets/manifest.tsv: a model or native file that the launcher brings.</summary>
/// <param name="Package">npm's name and version, such as "onnxruntime-node@1.30.0".</param>
/// <param name="TarballSha256">Of the package's tarball, in lower-case hexadecimal digits.</param>
/// <param name="PathInTarball">Where the file stands in it.</param>
/// <param name="Path">Where the file stands below the assets folder.</param>
/// <param name="Sha256">Of the file, in lower-case hexadecimal digits.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Architecture">"any", "x64" or "arm64".</param>
public sealed record Asset(
    string Package, string TarballSha256, string PathInTarball, string Path, string Sha256, long Bytes, string Architecture);

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>The list of model and native files that this build was made for: assets/manifest.tsv, built into the assembly.</summary>
public static class AssetManifest
{
    /// <summary>Every file of the list, those of other machines too.</summary>
    public static ImmutableArray<Asset> All { get; } = Read();

    /// <summary>The files that this machine needs.</summary>
    public static IEnumerable<Asset> ForThisMachine =>
        All.Where(asset => asset.Architecture == "any" || asset.Architecture == ThisArchitecture);

    internal static string ThisArchitecture => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";

    private static ImmutableArray<Asset> Read()
    {
        using Stream stream = typeof(AssetManifest).Assembly.GetManifestResourceStream("assets.manifest.tsv")!;
        using var reader = new StreamReader(stream);
        var assets = ImmutableArray.CreateBuilder<Asset>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                string[] columns = line.Split('\t');
                assets.Add(new Asset(
                    columns[0], columns[1], columns[2], columns[3], columns[4], long.Parse(columns[5], CultureInfo.InvariantCulture), columns[6]));
            }
        }

        return assets.ToImmutable();
    }
}

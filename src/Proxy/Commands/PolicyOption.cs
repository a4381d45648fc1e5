using System.CommandLine;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>The option <c>--policy</c> of <c>cvp redact</c>.</summary>
internal static class PolicyOption
{
    public static Option<FileInfo?> Create() => new("--policy") { Description = "A tenant's policy file; without it the safe defaults." };

    /// <returns>The defaults without a file; null when it is wrong, which has been printed with its lines.</returns>
    public static TenantPolicy? Read(FileInfo? path)
    {
        if (path is null)
        {
            return TenantPolicy.Defaults;
        }

        var file = PolicyFile.Read(path.FullName);
        foreach (var error in file.Errors)
        {
            Console.Error.WriteLine($"{path}:{error.Line}: {error.Words}");
        }

        return file.Policy;
    }
}

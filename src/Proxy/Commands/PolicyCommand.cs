using System.CommandLine;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp policy check FILE|FOLDER</c>: says everything that is wrong with policies, each with its line. <c>policy test</c>: <see cref="PolicyTestCommand"/>.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Work with tenants' policy files.") { CreateCheck(), PolicyTestCommand.Create() };

    private static Command CreateCheck()
    {
        var path = new Argument<string>("path") { Description = "A policy file, or a folder of them, which are then checked for ties as well." };
        var check = new Command("check", "Say everything that is wrong with a policy, or that nothing is.") { path };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(path)));
        return check;
    }

    private static int Check(string path)
    {
        if (!Path.Exists(path))
        {
            Console.Error.WriteLine($"cvp: {path} does not exist");
            return ExitCode.WrongUse;
        }

        var files = Directory.Exists(path) ? PolicyFolder.Read(path) : [PolicyFile.Read(path)];
        if (files.IsEmpty)
        {
            Console.Error.WriteLine($"cvp: {path} holds no policies (*.yaml)");
            return ExitCode.WrongUse;
        }

        foreach (var file in files)
        {
            Print(file);
        }

        return files.All(file => file.Errors.IsEmpty) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static void Print(PolicyFile file)
    {
        foreach (var error in file.Errors)
        {
            Console.Out.WriteLine($"{file.Path}:{error.Line}: {error.Words}");
        }

        if (file.Policy is { } policy)
        {
            Console.Out.WriteLine($"{file.Path}: good; tenant {policy.Tenant}, revision {policy.Revision}");
        }
    }
}

using System.CommandLine;
using System.CommandLine.Help;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>The <c>cvp</c> command line. One file a command; each command's <c>Create</c> is listed here.</summary>
internal static class CommandLine
{
    public static Command CreateRoot() =>
        new("cvp", "CompliantVoiceProxy: lets a voice AI answer patients' calls, and hear only what the tenant's policy has cleared.")
        {
            new HelpOption(),
            new VersionOption(),
            ServeCommand.Create(),
            MonitorCommand.Create(),
            CallCommand.Create(),
            RedactCommand.Create(),
            BenchCommand.Create(),
            PolicyCommand.Create(),
            AuditCommand.Create(),
            SetupCommand.Create(),
            DemoCommand.Create(),
            TestCommand.Create(),
            VoiceAiCommand.Create(),
        };

    /// <summary>Runs one command line. Exit codes are those of <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = CreateRoot().Parse(args.Length == 0 ? ["--help"] : args);
        var code = await parsed.InvokeAsync(InvocationOf(parsed));
        return parsed.Errors.Count > 0 ? ExitCode.WrongUse : code;
    }

    /// <summary>A command that is told to stop has two seconds to end; <c>serve</c> sees to its own end, as calls may take longer.</summary>
    private static InvocationConfiguration InvocationOf(ParseResult parsed)
    {
        var invocation = new InvocationConfiguration();
        if (parsed.CommandResult.Command.Name == ServeCommand.Name)
        {
            invocation.ProcessTerminationTimeout = null;
        }

        return invocation;
    }
}

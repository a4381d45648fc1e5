using CompliantVoiceProxy.Proxy.Commands;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

/// <summary>Runs a command line in this process and catches what it prints. The console is one for the process: tests that use this share a collection.</summary>
internal static class CommandRun
{
    public const string Collection = "the console";

    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (oldOutput, oldErrors) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            var code = await CommandLine.RunAsync(args);
            return (code, output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(oldOutput);
            Console.SetError(oldErrors);
        }
    }
}

using System.CommandLine;
using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp setup</c>: what the launcher calls once after it has fetched the models.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var command = new Command("setup", "Prepare the speech models that the launcher has fetched.") { Hidden = true };
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        try
        {
            ModelPreparation.EnsurePrepared(ModelAssets.FromEnvironment(), new ConsoleLines());
            return ExitCode.Done;
        }
        catch (SpeechException missing)
        {
            Console.Error.WriteLine($"cvp: {missing.Message}");
            return ExitCode.CheckFailed;
        }
    }

    private sealed class ConsoleLines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"cvp: {value}");
    }
}

using System.CommandLine;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp test</c> is the launcher's, as it builds what it tests; it stands here so that the help lists it.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var command = new Command("test", "Build and run all tests (in a source folder, by ./cvp test).")
        {
            new Option<bool>("--long") { Description = "Run the tests that take minutes, too." },
        };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine("cvp: the tests are run by the launcher of the source folder: ./cvp test");
            return ExitCode.WrongUse;
        });
        return command;
    }
}

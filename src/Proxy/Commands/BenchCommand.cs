using System.CommandLine;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp bench</c>: what the product costs on this machine, measured on the whole of it.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures the whole product on this machine, over loopback.")
    {
        BenchTurnCommand.Create(),
        BenchConversationCommand.Create(),
    };
}

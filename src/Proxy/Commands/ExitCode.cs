namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary>What every command's exit code means.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What the command checks does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>The command line, or a file it names, is wrong.</summary>
    public const int WrongUse = 2;
}

using CompliantVoiceProxy.Audit.Tests;

// The tests' own entry point, as one test needs a writing process that it can kill.
return args is [KilledWriter.Argument, var path]
    ? await KilledWriter.WriteForeverAsync(path)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

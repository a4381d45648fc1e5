using CompliantVoiceProxy.Proxy.Commands;

return await CommandLine.RunAsync(args);

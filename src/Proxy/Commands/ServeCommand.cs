using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Proxy.Composition;
using CompliantVoiceProxy.Proxy.Configuration;
using CompliantVoiceProxy.Speech;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp serve</c>: the proxy itself, until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var serve = new Command(Name, "Take calls until stopped. Without a configuration file: on this machine alone, with the policies in ./policies.") { config };
        serve.SetAction((parsed, _) => ConfigOption.Read(parsed.GetValue(config)) is { } read ? ServeAsync(read) : Task.FromResult(ExitCode.WrongUse));
        return serve;
    }

    private static async Task<int> ServeAsync(ServeConfig config)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            }));
        using var stop = new StopSignals();
        try
        {
            await using var host = await ServeHost.StartAsync(config, TimeProvider.System, loggers, stop.AtOnce);
            await PrintAsync(host);
            await stop.Asked;
            await Console.Out.WriteLineAsync($"stopping: no new calls; those under way may end within {config.DrainTime.TotalSeconds:0} s. Once more ends them at once.");
            await host.DrainAsync(config.DrainTime, stop.AtOnce);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.AtOnce.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException or SpeechException or AuditUnavailableException)
        {
            await Console.Error.WriteLineAsync($"cvp: {(failure is SocketException ? "sip.listen: " : "")}{failure.Message}");
            return ExitCode.CheckFailed;
        }
    }

    private static async Task PrintAsync(ServeHost host)
    {
        await Console.Out.WriteLineAsync($"SIP      {string.Join(", ", host.Node.Sip.LocalEndPoints.Select(endpoint => $"udp:{endpoint}"))}");
        await Console.Out.WriteLineAsync($"tenants  {string.Join(", ", host.Node.Policies.Policies.Select(policy => $"{policy.Tenant} ({string.Join(", ", policy.Called.Select(called => called.Pattern))})"))}");
        await Console.Out.WriteLineAsync($"admin    {host.AdminAddress}health/ready");
    }

    /// <summary>SIGTERM and Ctrl-C: the first asks for an end in good order, the second for one at once.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _atOnce = new();
        private readonly PosixSignalRegistration[] _registrations;

        public StopSignals() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Note), PosixSignalRegistration.Create(PosixSignal.SIGINT, Note)];

        public Task Asked => _asked.Task;

        public CancellationToken AtOnce => _atOnce.Token;

        public void Dispose()
        {
            Array.ForEach(_registrations, registration => registration.Dispose());
            _atOnce.Dispose();
        }

        private void Note(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (!_asked.TrySetResult())
            {
                _atOnce.Cancel();
            }
        }
    }
}

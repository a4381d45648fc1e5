using Microsoft.Extensions.Hosting;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>Leaves the process's signals alone: the server lives as long as its owner says, not until Ctrl+C.</summary>
internal sealed class ServerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

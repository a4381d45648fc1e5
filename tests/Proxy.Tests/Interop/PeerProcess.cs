using System.Collections.Concurrent;
using System.Diagnostics;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>A program of somebody else's that runs beside a test. Ended with the test.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PeerProcess(Process process, string[] announcements)
    {
        _process = process;
        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                _lines.Enqueue(line.Data);
                if (announcements.Any(announcement => line.Data.Contains(announcement, StringComparison.Ordinal)))
                {
                    _announced.TrySetResult();
                }
            }
        }

        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _announced.TrySetException(new InvalidOperationException($"{process.StartInfo.FileName} ended: {Output}"));
    }

    /// <summary>All that it has printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it and waits until it has printed a line with one of the announcements.</summary>
    public static async Task<PeerProcess> StartAsync(
        string program, IEnumerable<string> arguments, string[] announcements, TimeSpan patience, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var peer = new PeerProcess(new Process { StartInfo = start }, announcements);
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        try
        {
            await peer._announced.Task.WaitAsync(patience, TestContext.Current.CancellationToken);
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }

        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}

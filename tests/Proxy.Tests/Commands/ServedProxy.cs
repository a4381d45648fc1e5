using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

/// <summary><c>cvp serve</c> as a process of its own, in a folder of its own.</summary>
internal sealed partial class ServedProxy : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _admin = new();

    private ServedProxy(Process process) => _process = process;

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "CompliantVoiceProxy.Proxy.dll");

    /// <summary>Starts it and waits until it says where its admin side is.</summary>
    public static async Task<ServedProxy> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var served = new ServedProxy(Process.Start(new ProcessStartInfo("dotnet", ["exec", Program, "serve"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!);
        var address = (await served.ReadUntilAsync(AdminLine(), cancellationToken)).Groups["address"].Value;
        served._admin.BaseAddress = new Uri(address);
        return served;
    }

    /// <summary>Reads what it prints until a line is such.</summary>
    public async Task<Match> ReadUntilAsync(Regex line, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } read)
        {
            if (line.Match(read) is { Success: true } match)
            {
                return match;
            }
        }

        throw new InvalidOperationException($"cvp serve ended: {await _process.StandardError.ReadToEndAsync(cancellationToken)}");
    }

    public async Task<(HttpStatusCode Status, string[] Faults)> ReadyAsync(CancellationToken cancellationToken)
    {
        using var response = await _admin.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return (response.StatusCode, []);
        }

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (response.StatusCode, [.. problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)]);
    }

    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id}"]);
        _ = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _admin.Dispose();
    }

    [GeneratedRegex("^admin +(?<address>http://[^ ]*?/)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AdminLine();
}

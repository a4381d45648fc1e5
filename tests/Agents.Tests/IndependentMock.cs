using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>The independent mock of the Realtime API that lies beside the repository, as a process.</summary>
internal sealed class IndependentMock : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3"; // Debian's, which has its websockets package

    private readonly Process _process;
    private readonly string _folder;

    private IndependentMock(Process process, string folder, Uri url) => (_process, _folder, Url) = (process, folder, url);

    public Uri Url { get; }

    /// <summary>Starts it; skips the test where it is missing.</summary>
    /// <param name="arguments">Of its own command line, such as <c>--echo</c>.</param>
    public static async Task<IndependentMock> StartAsync(AgentProtocol protocol, params string[] arguments)
    {
        var script = FindScript();
        Assert.SkipUnless(File.Exists(script), "the independent mock of the Realtime API is not beside the repository (../shared/harness/mock_realtime.py)");
        Assert.SkipUnless(File.Exists("/usr/lib/python3/dist-packages/websockets/__init__.py"), "the mock needs Debian's python3-websockets: apt-get install python3-websockets");
        var folder = Directory.CreateTempSubdirectory("cvp-mock-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] all = [script, "--port", $"{port}", protocol is AgentProtocol.OpenAIRealtimeBeta ? "--beta" : "--ga", "--out", folder, "--first-byte-ms", "0", .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var ready = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        ready.Should().StartWith("READY", $"{(process.HasExited ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "it runs")}");
        return new IndependentMock(process, folder, new Uri($"ws://127.0.0.1:{port}/v1/realtime"));
    }

    /// <summary>All that it got, audio as its length.</summary>
    public IReadOnlyList<JsonObject> Received() => Events("rx");

    public IReadOnlyList<JsonObject> Sent() => Events("tx");

    /// <summary>The audio that the first connection sent, in its own encoding.</summary>
    public byte[] ReceivedAudio() => File.ReadAllBytes(Path.Combine(_folder, "conn1.in.raw"));

    public string EverythingItWrote() =>
        string.Concat(Directory.EnumerateFiles(_folder, "*.json*").Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private List<JsonObject> Events(string direction) =>
        [.. File.ReadAllLines(Path.Combine(_folder, "events.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(entry => entry["dir"]!.GetValue<string>() == direction)
            .Select(entry => WithoutItsOwnNotes(entry["ev"]!.AsObject()))];

    private static JsonObject WithoutItsOwnNotes(JsonObject frame)
    {
        frame.Remove("audio_b64_len");
        frame.Remove("audio_bytes");
        return frame;
    }

    private static string FindScript()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CompliantVoiceProxy.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "harness", "mock_realtime.py");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

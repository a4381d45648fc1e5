using System.Net;
using System.Net.Sockets;
using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary>What other people's programs these tests need, where they are, and how to get them.</summary>
internal static class Peers
{
    public const string Python = "/usr/bin/python3";

    /// <summary>The independent Realtime server that lies beside the source folder where the project is developed.</summary>
    public static string RealtimeServerScript { get; } = FindBesideSource("shared/harness/mock_realtime.py");

    public static void SkipUnlessThere()
    {
        Assert.SkipUnless(ModelAssets.FromEnvironment().Missing().Count == 0, "The speech models are missing: run the tests by ./cvp test, which brings them.");
        Assert.SkipUnless(IsOnPath("baresip"), "baresip is missing: apt-get install -y --no-install-recommends baresip-core");
        Assert.SkipUnless(IsOnPath("sox"), "sox is missing: apt-get install -y --no-install-recommends sox");
        Assert.SkipUnless(File.Exists(RealtimeServerScript), "The independent Realtime server (../shared/harness/mock_realtime.py) is not beside the source folder.");
        Assert.SkipUnless(
            Directory.Exists("/usr/lib/python3/dist-packages/websockets"), "python3-websockets is missing: apt-get install -y --no-install-recommends python3-websockets");
    }

    public static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        return BoundPort(socket);
    }

    public static int FreeTcpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return BoundPort(socket);
    }

    private static int BoundPort(Socket socket)
    {
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindBesideSource(string relative)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "CompliantVoiceProxy.sln")))
            {
                return Path.GetFullPath(Path.Combine(folder, "..", relative));
            }
        }

        return relative;
    }
}

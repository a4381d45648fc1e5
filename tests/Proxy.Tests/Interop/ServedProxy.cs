using System.Net;

namespace CompliantVoiceProxy.Proxy.Tests.Interop;

/// <summary><c>cvp serve</c> as its own process, with one tenant.</summary>
internal sealed class ServedProxy(PeerProcess process, int sipPort) : IAsyncDisposable
{
    public string Uri { get; } = $"sip:clinic@127.0.0.1:{sipPort}";

    public string Output => process.Output;

    /// <summary>Starts it and waits until it says by HTTP that it is ready: models, audit store and the voice AI's socket.</summary>
    public static async Task<ServedProxy> StartAsync(string folder, Uri voiceAi)
    {
        var (sip, admin) = (Peers.FreeUdpPort(), Peers.FreeTcpPort());
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        File.WriteAllText(Path.Combine(folder, "cvp.yaml"), $$"""
            sip:      { listen: ["udp:127.0.0.1:{{sip}}"] }
            media:    { address: 127.0.0.1, ports: 34000-34099 }
            policies: {{folder}}/policies
            audit:    { store: "sqlite:{{folder}}/audit.db" }
            admin:    { listen: "http://127.0.0.1:{{admin}}" }

            """);
        File.WriteAllText(Path.Combine(folder, "policies", "clinic.yaml"), $$"""
            tenant: clinic
            match: { called: ["clinic@*"] }
            agent:
              provider: openai-realtime
              url: {{voiceAi}}
              model: gpt-realtime
              dialect: released
              api-key: { env: CVP_TEST_KEY }
              forward: audio-and-text
              instructions: "You answer for the clinic."

            """);
        var program = Path.Combine(AppContext.BaseDirectory, "CompliantVoiceProxy.Proxy.dll");
        var process = await PeerProcess.StartAsync(
            "dotnet", [program, "serve", "--config", Path.Combine(folder, "cvp.yaml")], [$"127.0.0.1:{sip}"], TimeSpan.FromSeconds(30),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["CVP_TEST_KEY"] = "a-key-for-tests" });
        var served = new ServedProxy(process, sip);
        try
        {
            await served.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}/health/ready"));
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }

        return served;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task WaitUntilReadyAsync(Uri health)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(45));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                using var answer = await client.GetAsync(health, patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // it does not listen yet
            }
        }
    }
}

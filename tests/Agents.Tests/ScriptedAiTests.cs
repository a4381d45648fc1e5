using System.Net.WebSockets;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>The tests' own server: whatever a test lets it do, it comes to an end.</summary>
public sealed class ScriptedAiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_who_talks_on_and_on_ends_with_its_peer(bool areWholeMessages)
    {
        var piece = new byte[100_000];
        await using var ai = await ScriptedAi.StartAsync(async ai =>
        {
            while (true)
            {
                await ai.SendAsync(piece, WebSocketMessageType.Binary, areWholeMessages);
            }
        });
        using (var client = new ClientWebSocket())
        {
            await client.ConnectAsync(ai.Url, Token);
            await client.ReceiveAsync(piece.AsMemory(), Token);
            client.Abort();
        }

        await ai.Script.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task One_who_waits_for_ever_ends_with_the_test()
    {
        var ai = await ScriptedAi.StartAsync(async ai =>
        {
            await ai.SendAsync("Hello.");
            await ai.FallSilentAsync();
        });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(ai.Url, Token);
        await client.ReceiveAsync(new byte[100].AsMemory(), Token);

        await ai.DisposeAsync();

        ai.Script.IsCompleted.Should().BeTrue();
    }
}

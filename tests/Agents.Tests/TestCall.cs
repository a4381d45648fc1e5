using System.Threading.Channels;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>What a call would have released, and what it would ask of the AI.</summary>
internal static class TestCall
{
    public const string Key = "sk-canary-4f1b0c";

    public static AgentOptions Options(Uri url, AgentProtocol protocol = AgentProtocol.OpenAIRealtimeReleased) => new()
    {
        Url = url,
        Model = new PolicyText("gpt-realtime"),
        Voice = new PolicyText("marin"),
        Instructions = new PolicyText("You answer for the clinic."),
        ApiKey = new Sensitive<string>(Key),
        Protocol = protocol,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>A tone of a telephone's rate.</summary>
    public static ReleasedAudio Tone(double milliseconds, double frequency = 440, int rate = 8_000)
    {
        var samples = new short[(int)(milliseconds * rate / 1000)];
        new ToneGenerator(frequency, levelDbov: -20, rate).Fill(samples);
        return new ReleasedAudio(samples, rate, new MediaInterval(MediaTime.Zero, MediaTime.FromSamples(samples.Length, rate)));
    }

    public static ReleasedText Text(string text) => new(text);

    /// <summary>Reads events up to and with the first of a kind.</summary>
    public static async Task<IReadOnlyList<AgentEvent>> ReadUntilAsync<T>(this ChannelReader<AgentEvent> events)
        where T : AgentEvent
    {
        var read = new List<AgentEvent>();
        await foreach (var agentEvent in events.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            read.Add(agentEvent);
            if (agentEvent is T)
            {
                return read;
            }
        }

        throw new InvalidOperationException($"The session ended without {typeof(T).Name}: {string.Join(", ", read)}");
    }

    public static async Task<IReadOnlyList<AgentEvent>> ReadToEndAsync(this ChannelReader<AgentEvent> events) =>
        await events.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}

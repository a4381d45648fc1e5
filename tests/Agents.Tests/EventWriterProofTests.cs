using System.Reflection;
using CompliantVoiceProxy.Agents.Plain;
using CompliantVoiceProxy.Agents.Wire;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Compliance.Release;

namespace CompliantVoiceProxy.Agents.Tests;

/// <summary>What writes a vendor's frames can be handed nothing but proofs, the operator's words, and numbers and names of the protocol.</summary>
public sealed class EventWriterProofTests
{
    private static readonly Type[] Proofs =
    [
        typeof(ReleasedAudio), typeof(ReleasedText), typeof(PolicyText), typeof(AgentOptions), typeof(TurnAudioEncoder), typeof(SpokenItem),
        typeof(AgentProtocol), typeof(AgentAudioEncoding), typeof(MediaTime), typeof(OpenToolCall), typeof(ToolResult), typeof(AgentNotice),
        typeof(AnswerNumber), typeof(RememberedTurn), typeof(IReadOnlyList<RememberedTurn>),
    ];

    public static TheoryData<string> Writers() =>
        [.. typeof(IAgentSession).Assembly.GetTypes().Where(type => type.Name.EndsWith("EventWriter", StringComparison.Ordinal)).Select(type => type.FullName!), typeof(TurnAudioEncoder).FullName!];

    [Theory]
    [MemberData(nameof(Writers))]
    public void No_free_text_and_no_bare_bytes_can_be_handed_to_what_writes_frames(string writer)
    {
        var handed = typeof(IAgentSession).Assembly.GetType(writer)!
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OfType<MethodBase>()
            .Where(method => !method.IsPrivate)
            .SelectMany(method => method.GetParameters())
            .Where(parameter => !parameter.IsOut)
            .Select(parameter => parameter.ParameterType);

        handed.Should().OnlyContain(type => Proofs.Contains(type));
    }
}

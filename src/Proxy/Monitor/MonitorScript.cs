using System.Collections.Immutable;
using CompliantVoiceProxy.Proxy.Demo;

namespace CompliantVoiceProxy.Proxy.Monitor;

/// <summary>What a dummy call says: those of the test utterances that hold a test identifier or a test card number.</summary>
internal static class MonitorScript
{
    private static readonly ImmutableArray<string> Types = ["MEMBER_ID", "CREDIT_CARD"];

    /// <inheritdoc cref="TestCall.Read" path="/exception"/>
    public static ImmutableArray<TestUtterance> Read() =>
        [.. TestCall.Read(TestCall.DefaultFolder).Patient.Where(utterance => utterance.Parts.Any(part => part.Type is { } type && Types.Contains(type)))];
}

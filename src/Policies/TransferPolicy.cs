using System.Collections.Immutable;

namespace CompliantVoiceProxy.Policies;

/// <summary>To whom a call may be transferred, and how.</summary>
public sealed record TransferPolicy
{
    /// <summary>The proxy's own tool by which the voice AI asks for it.</summary>
    public const string RequestTool = "transfer_to_human";

    /// <summary>Tried in this order where a target names none of its own.</summary>
    public ImmutableArray<TransferWay> Ways { get; init; } = [TransferWay.Refer, TransferWay.Direct, TransferWay.Anchor];

    /// <summary>How long a colleague's telephone rings, 5 s to 2 min.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a carrier that was asked to transfer may say nothing, 2 s to 1 min.</summary>
    public TimeSpan ReferWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The header field that carries the handoff's token beside User-to-User.</summary>
    public string Header { get; init; } = "X-CVP-Handoff";

    /// <summary>Names are unique.</summary>
    public ImmutableArray<TransferTarget> Targets { get; init; } = [];

    /// <returns>Null where there is none of that name.</returns>
    public TransferTarget? Find(string name) => Targets.FirstOrDefault(target => target.Name == name);
}

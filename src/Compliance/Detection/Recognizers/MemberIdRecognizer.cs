using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Health plan member, subscriber, group, policy and claim numbers.</summary>
internal sealed class MemberIdRecognizer() : NumberRecognizer(EntityType.MemberId)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.MemberId, 0.85f, 10,
            "member id", "member i d", "member number", "member", "membership number", "subscriber number", "subscriber id", "subscriber i d",
            "policy number", "policy id", "policy", "group number", "insurance card", "insurance id", "insurance number", "id on my insurance card",
            "plan id", "plan number", "medicare number", "medicare id", "medicare", "medicaid id", "medicaid number", "medicaid", "health plan number",
            "beneficiary number", "beneficiary id", "claim number", "claim id", "reference number", "billed it under", "authorization number",
            "prior auth number", "case number", "confirmation number", "id number", "i d number", "it starts with", "hicn", "claim", "plan member", "insurance member", "coverage id", "card id", "cardholder id", "dependent id", "enrollee id", "enrollee number", "certificate of coverage", "group id", "payer id", "ticket", "mbi"),
        .. Cue.All(EntityType.MemberId, 0.5f, 10,
            "my id", "the id", "your id", "id", "claim", "group", "insurance", "blue cross", "blue shield", "aetna", "cigna", "humana", "united healthcare", "kaiser", "tricare", "anthem", "health plan", "insurer", "carrier"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (characters.Length is >= 6 and <= 14 ? 0.1f : 0);
}

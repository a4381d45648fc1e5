using CompliantVoiceProxy.Compliance.Detection.Spoken;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>Bank and billing accounts, routing numbers, IBAN.</summary>
internal sealed class AccountRecognizer() : NumberRecognizer(EntityType.AccountNumber)
{
    public override IReadOnlyList<Cue> Cues { get; } =
    [
        .. Cue.All(EntityType.AccountNumber, 0.85f, 10,
            "account number", "account", "acct", "routing number", "routing", "aba", "transit number", "checking", "checking account", "savings",
            "savings account", "iban", "i b a n", "bank account", "guarantor account", "bottom of the check", "bank", "account id", "invoice number",
            "swift"),
    ];

    protected override float Announced(string characters, float expectation) =>
        expectation + (Checksum.IsRouting(characters) || Checksum.IsIban(characters) ? 0.1f : characters.Length >= 6 ? 0.05f : 0);

    protected override float Unannounced(Run run) =>
        Checksum.IsIban(run.Characters) ? 0.9f : run.Letters == 0 && Checksum.IsRouting(run.Characters) ? 0.46f : 0;
}

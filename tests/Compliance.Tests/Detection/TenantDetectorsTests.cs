using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Redaction;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tests.Detecting;

public sealed class TenantDetectorsTests
{
    private readonly TenantDetectors _detectors = new();

    [Fact]
    public void What_a_policy_declares_is_found_for_its_tenant_alone_and_named_as_declared()
    {
        var declaring = TenantPolicy.Defaults with
        {
            Recognizers = [new CustomRecognizer { Name = "loyalty-card", Pattern = "LC[0-9]{3}", Context = ["loyalty card"] }],
        };
        const string Text = "my loyalty card is L C four one one";

        Redacted(Text, declaring).Should().Be("my loyalty card is [LOYALTY_CARD_1]");
        Redacted(Text, TenantPolicy.Defaults).Should().NotContain("LOYALTY");
    }

    [Fact]
    public void A_declared_recognizer_may_find_a_kind_that_every_tenant_knows()
    {
        var declaring = TenantPolicy.Defaults with
        {
            Recognizers = [new CustomRecognizer { Name = "our-charts", Type = EntityType.Mrn, Pattern = "QX[0-9]{4}" }],
        };

        Redacted("look at QX4410 please", declaring).Should().Be("look at [MRN_1] please");
    }

    [Fact]
    public void Tenants_that_declare_nothing_share_one_detector_and_a_policy_keeps_its_own()
    {
        var declaring = TenantPolicy.Defaults with { Recognizers = [new CustomRecognizer { Name = "word", Words = ["zanzibar"] }] };

        _detectors.For(TenantPolicy.Defaults with { Tenant = "a" }).Should().BeSameAs(_detectors.For(TenantPolicy.Defaults with { Tenant = "b" }));
        _detectors.For(declaring).Should().BeSameAs(_detectors.For(declaring)).And.NotBeSameAs(_detectors.For(TenantPolicy.Defaults));
    }

    private string Redacted(string text, TenantPolicy policy)
    {
        var detector = _detectors.For(policy);
        var found = detector.Detect(text, Speaker.Caller, new Conversation(), isFinal: true);
        return new TextRedactor(new ReplacementWriter(detector, new CallVault(), policy)).Redact(text, found.Entities);
    }
}

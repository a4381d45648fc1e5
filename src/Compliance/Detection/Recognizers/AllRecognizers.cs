using System.Collections.Immutable;

namespace CompliantVoiceProxy.Compliance.Detection.Recognizers;

/// <summary>The recognizers that the product ships with.</summary>
internal static class AllRecognizers
{
    public static ImmutableArray<IRecognizer> Create() =>
    [
        new CardNumberRecognizer(),
        new CvvRecognizer(),
        new PinRecognizer(),
        new CardExpiryRecognizer(),
        new SsnRecognizer(),
        new PhoneRecognizer(),
        new MrnRecognizer(),
        new MemberIdRecognizer(),
        new AccountRecognizer(),
        new NpiRecognizer(),
        new DeaRecognizer(),
        new LicenseRecognizer(),
        new VehicleRecognizer(),
        new DeviceRecognizer(),
        new GuidRecognizer(),
        new RxRecognizer(),
        new PassportRecognizer(),
        new BiometricRecognizer(),
        new ZipRecognizer(),
        new IpAddressRecognizer(),
        new DateRecognizer(),
        new AgeRecognizer(),
        new EmailRecognizer(),
        new UrlRecognizer(),
        new PersonRecognizer(),
        new StreetAddressRecognizer(),
        new CityRecognizer(),
        new UnknownNumberRecognizer(),
        new TaggedWordRecognizer(),
    ];
}

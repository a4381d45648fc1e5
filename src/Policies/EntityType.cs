namespace CompliantVoiceProxy.Policies;

/// <summary>What kind of identifier a value is. <see cref="EntityTypes.NameOf"/> gives the name used in policies, audit records and tokens.</summary>
public enum EntityType
{
    CreditCard,
    Cvv,
    Pin,
    CardExpiry,
    UsSsn,
    Mrn,
    MemberId,
    AccountNumber,
    PhoneNumber,
    EmailAddress,
    Person,
    StreetAddress,
    ZipCode,
    City,
    DateOfBirth,
    Date,
    AgeOver89,
    Npi,
    DeaNumber,
    LicenseNumber,
    VehicleId,
    DeviceId,
    Url,
    IpAddress,
    RxNumber,
    Passport,
    BiometricId,

    /// <summary>Of a recognizer that the tenant declared (<see cref="CustomRecognizer"/>); its own name stands beside it.</summary>
    Custom,

    /// <summary>A number that nothing cleared: its kind is not known, and it does not leave.</summary>
    UnknownNumber,
}

using System.Collections.Frozen;
using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Tools;

/// <summary>Names of members that say what stands in them, whatever it looks like: a name on no list of names, a street that sounds like none.</summary>
internal static class AnswerFields
{
    private static readonly FrozenDictionary<string, EntityType> Types = new (EntityType Type, string[] Names)[]
    {
        (EntityType.Person, ["name", "names", "full name", "first name", "last name", "middle name", "given name", "family name", "given", "family", "surname", "maiden name", "patient", "member name", "caller", "guarantor", "subscriber", "contact name", "next of kin"]),
        (EntityType.DateOfBirth, ["dob", "date of birth", "birth date", "birthdate", "birthday", "born"]),
        (EntityType.UsSsn, ["ssn", "social security number", "social security"]),
        (EntityType.Mrn, ["mrn", "medical record number", "patient id", "patient number", "chart number"]),
        (EntityType.MemberId, ["member id", "member number", "subscriber id", "policy number", "policy id", "insurance id", "group number"]),
        (EntityType.AccountNumber, ["account", "account number", "account id", "iban", "routing number"]),
        (EntityType.PhoneNumber, ["phone", "phone number", "telephone", "mobile", "mobile number", "cell", "fax", "home phone", "work phone"]),
        (EntityType.EmailAddress, ["email", "e mail", "mail", "email address"]),
        (EntityType.StreetAddress, ["address", "street", "street address", "address line 1", "address line 2", "line 1", "line 2", "address1", "address2", "line1", "line2", "mailing address"]),
        (EntityType.ZipCode, ["zip", "zip code", "zipcode", "postal code", "postcode"]),
        (EntityType.CreditCard, ["card", "card number", "pan", "credit card", "credit card number"]),
        (EntityType.Cvv, ["cvv", "cvc", "cvv2", "cvc2", "security code"]),
        (EntityType.Pin, ["pin", "password", "passcode"]),
        (EntityType.LicenseNumber, ["license", "licence", "license number", "licence number", "drivers license"]),
        (EntityType.Passport, ["passport", "passport number"]),
    }.SelectMany(row => row.Names.Select(name => (name, row.Type))).ToFrozenDictionary(pair => pair.name, pair => pair.Type, StringComparer.Ordinal);

    /// <param name="name">As words: "member id".</param>
    /// <returns>Null where the name alone says nothing.</returns>
    public static EntityType? TypeOf(string name) => Types.TryGetValue(name, out var type) ? type : null;
}

namespace CompliantVoiceProxy.Policies;

/// <summary>How many figures a whole number of a type has. Only types whose last four figures are less than half of it are here.</summary>
public static class DigitCounts
{
    public static bool TryFind(EntityType type, out int least, out int most)
    {
        (least, most) = type switch
        {
            EntityType.CreditCard => (13, 19), // ISO/IEC 7812-1
            EntityType.UsSsn => (9, 9),
            EntityType.PhoneNumber => (10, 11), // with the country's 1
            EntityType.AccountNumber => (9, 17), // the field of an ACH entry has 17 places
            EntityType.MemberId or EntityType.Mrn => (9, 16),
            _ => (0, 0),
        };
        return most > 0;
    }
}

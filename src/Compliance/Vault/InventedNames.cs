namespace CompliantVoiceProxy.Compliance.Vault;

/// <summary>Names that were made up for surrogates: of nobody and of no place.</summary>
internal static class InventedNames
{
    public static readonly string[] First =
    [
        "Avelin", "Bramis", "Corvane", "Delwise", "Elsbry", "Fenrick", "Galwen", "Harlise", "Iseldra", "Jorvan", "Kelmira", "Lorvane",
        "Maristel", "Nordell", "Orwina", "Pellina", "Quenbry", "Rostin", "Selwick", "Tavira", "Ulmeric", "Verrick", "Wynora", "Zeldric",
    ];

    public static readonly string[] Last =
    [
        "Abbermoor", "Brackwyn", "Castlemire", "Dunverrow", "Elmsgate", "Farrowick", "Glanderby", "Hollismark", "Ingledorn", "Jesperlane", "Kettlemoor", "Larkenby",
        "Merrowdale", "Netherlark", "Oldacrest", "Pennywhist", "Quillborne", "Ravenhurl", "Stonebeck", "Thistlemar", "Underhollow", "Vantermoor", "Westerlark", "Yarrowick",
    ];

    public static readonly string[] Cities =
    [
        "Alderfenton", "Bellwick Falls", "Cindermoor", "Dovermarsh", "Elderquay", "Fallowmere", "Greyhaven Point", "Hollowbrook Park",
        "Ivermouth", "Juniper Rest", "Kestrelford", "Lanternbay", "Mossgate", "Northwillow", "Osprey Landing", "Pinemarrow",
    ];

    public static readonly string[] Streets =
    [
        "Amberwick Lane", "Brindlegate Road", "Copperlark Street", "Dunmeadow Avenue", "Emberfold Drive", "Fernhollow Court", "Gossamer Way", "Harrowbell Street",
        "Inkwell Terrace", "Juniperlark Road", "Kitefield Avenue", "Lindenmarch Drive", "Mistlefold Court", "Nettlewick Lane", "Orchardsong Way", "Plumwhistle Street",
    ];
}

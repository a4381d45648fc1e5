namespace CompliantVoiceProxy.Compliance.Detection.Spoken;

/// <summary>
/// The closed word classes of spoken identifiers, each word with the value it stands for where it has one. The homophones were
/// collected by phoneme distance: every common English word whose pronunciation is at most one sound away from a number's or a letter's.
/// </summary>
internal static class WordTables
{
    public static readonly (WordTraits Traits, string Words)[] Valued =
    [
        (WordTraits.Digit, "zero=0 oh=0 o=0 naught=0 nought=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 niner=9"),
        (WordTraits.Teen, "ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19"),
        (WordTraits.Tens, "twenty=20 thirty=30 forty=40 fourty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"),
        (WordTraits.Repeat, "double=2 triple=3 treble=3 quadruple=4 dubble=2 doubled=2 bubble=2 tripple=3 ripple=3 trouble=2"),
        (WordTraits.SoundsLikeNumber,
            "xero=0 sero=0 nero=0 ohh=0 hero=0 ho=0 owe=0 cereal=0 zeros=0 zeroes=0 aught=0 ohs=0 "
            + "won=1 wun=1 wan=1 wine=1 wonn=1 juan=1 run=1 ones=1 once=1 "
            + "tu=2 tow=2 toe=2 twos=2 due=2 "
            + "free=3 tree=3 thee=3 threes=3 thre=3 "
            + "fore=4 foe=4 faux=4 far=4 fours=4 forth=4 fourth=4 floor=4 fall=4 "
            + "fife=5 fie=5 fave=5 hive=5 find=5 fine=5 fives=5 fiver=5 "
            + "sicks=6 socks=6 sax=6 sick=6 sex=6 fix=6 seeks=6 sics=6 sixes=6 sixth=6 sits=6 "
            + "sever=7 sven=7 severn=7 sevin=7 heaven=7 sevens=7 seventh=7 session=7 said=7 "
            + "ate=8 ait=8 eat=8 tate=8 hate=8 eights=8 aid=8 eighth=8 bait=8 "
            + "nein=9 nye=9 nigh=9 mine=9 line=9 nines=9 ninth=9 night=9 "
            + "tin=10 elven=11 twelf=12 eddy=80 nifty=50 leaven=11 leven=11 twelves=12 twelth=12 twenny=20 plenty=20 dirty=30 thirdy=30 thirsty=30 turdy=30 faulty=40 fort=40 forte=40 "
            + "fifthy=50 fitty=50 fifties=50 sixtyish=60 sixties=60 sicksty=60 seventies=70 eighties=80 nighty=90 nineties=90 set=7 nice=9 party=30 "),
        (WordTraits.SoundsLikeNumber | WordTraits.Everyday, "to=2 too=2 do=2 two's=2 for=4 or=4 pour=4 door=4 want=1 very=3 through=3 threw=3 none=9 now=9 weight=8 the=3 a=8 age=8 hey=8 wait=8 late=8"),
        (WordTraits.SoundsLikeLetter,
            "ay=A bee=B sea=C cee=C dee=D ee=E eff=F gee=G jee=G aitch=H haitch=H eye=I jay=J kay=K ell=L el=L em=M en=N pea=P pee=P queue=Q cue=Q "
            + "ess=S tea=T tee=T ewe=U vee=V ex=X eggs=X ax=X zee=Z zed=Z hell=L"),
        (WordTraits.SoundsLikeLetter | WordTraits.Everyday, "be=B see=C he=E in=N and=N end=N are=R our=R us=S you=U why=Y"),
        (WordTraits.Nato,
            "alpha=A alfa=A bravo=B charlie=C delta=D echo=E foxtrot=F golf=G hotel=H india=I juliet=J juliett=J kilo=K lima=L mike=M november=N "
            + "oscar=O papa=P quebec=Q romeo=R sierra=S tango=T uniform=U victor=V whiskey=W whisky=W xray=X yankee=Y zulu=Z"),
        (WordTraits.Month,
            "january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 november=11 december=12 "
            + "jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12"),
        (WordTraits.Ordinal,
            "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 "
            + "fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30"),
    ];

    public static readonly (WordTraits Traits, string Words)[] Plain =
    [
        (WordTraits.Hundred, "hundred hundreds hunderd"),
        (WordTraits.Thousand, "thousand thousands million billion trillion"),
        (WordTraits.Filler, "um uh uhm umm hmm hm er erm ah eh mm mhm okay ok well like yeah yes yep so alright right sure please sorry actually"),
        (WordTraits.Joiner, "capital uppercase lowercase caps dash hyphen dashes minus then space slash dot dots point points period comma stroke oops of"),
        (WordTraits.Weekday, "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"),
        (WordTraits.Unit,
            "mg mgs milligram milligrams mcg microgram micrograms gram grams g kg kilo kilos kilogram kilograms ml milliliter milliliters millilitres cc ccs liter liters litre litres "
            + "percent % dollar dollars buck bucks cent cents pound pounds lb lbs ounce ounces oz stone usd euro euros rupees "
            + "day days week weeks month months year years hour hours minute minutes second seconds min mins sec secs hr hrs yrs decade decades "
            + "time times deg degree degrees celsius celcius fahrenheit farenheit centigrade inch inches foot feet ft cm mm km centimeter centimeters millimeter millimeters meter meters mile miles yard yards "
            + "people person persons pill pills tablet tablets tabs capsule capsules refill refills dose doses drops puffs units unit milliequivalents "
            + "am pm a.m p.m o'clock oclock beats calories steps points kids children guests tickets seats rooms nights star stars adults passengers cups glasses cigarettes packs beers "
            + "thirds firsts millionth kuai rmb tvs fifths sixths sevenths eighths ninths tenths dozen dozens quarters halves half million billion mb gb hz bpm mmhg yuan crore lakh kuai weekly daily digit digits yuan cars books items hundredths"),
        (WordTraits.StreetType,
            "weigh street st avenue ave av road rd drive dr lane ln court ct boulevard blvd way circle cir place pl terrace ter terr parkway pkwy trail trl highway hwy "
            + "rode straight streat square sq loop plaza alley aly crossing xing ridge run pike turnpike row path walk close crescent steps gardens mews view point expressway freeway route"),
        (WordTraits.Direction, "north south east west northeast northwest southeast southwest n s e w ne nw se sw"),
        (WordTraits.Title, "doctor dr doc mr mister mrs missus ms miss professor prof nurse reverend pastor sergeant captain officer"),
        (WordTraits.Kin,
            "mom mother dad father son daughter husband wife brother sister partner spouse grandmother grandfather grandma grandpa aunt uncle granddaughter grandson grandchild grandkids kids twins cousin niece nephew "
            + "fiance girlfriend boyfriend roommate friend neighbor caregiver guardian stepson stepdaughter stepbrother stepsister stepmother stepfather mum baby kid"),
        (WordTraits.Connector,
            "is it 's was are that this would be 're the a an my our your his her their its says said reads shows goes on here there number and so be here's "
            + "at in of as no i think believe got have has had ends ending starts with which let me see one second hold find just um uh okay yeah yes sure please right going now to you too "
            + "listed under stored we show showing back front card letter"),
        (WordTraits.Domain, "com org net edu gov io co biz info health us uk me app dev ai care clinic mil tv ca au de"),
        (WordTraits.UnitOfAddress, "apartment apt unit suite ste lot building bldg floor room rm trailer box number"),
        (WordTraits.ActOfAPerson, "told called calls said says asked wants wanted picked here speaking helped sent referred prescribed mentioned suggested recommended scheduled explained answered"),
        (WordTraits.Function,
            "i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself this that these those who whom whose which what "
            + "a an the and or but nor so yet if then than because while until unless although though since when where why how "
            + "is am are was were be been being 'm 's 're 've 'll 'd 't do does did doing done have has had having can could will would shall should may might must ought "
            + "not no yes yeah yep nope okay ok sure right alright well oh um uh hmm please thanks thank sorry hello hi hey bye goodbye welcome "
            + "in on at by for from of off to into onto out over under up down with without within about above across after against along among around as before behind below "
            + "beneath beside between beyond during except inside like near per through throughout toward towards upon via "
            + "here there now then today tomorrow yesterday again also always never ever just only very too quite really still already soon maybe perhaps almost "
            + "all any both each every few many more most much no none other another several some such same own one ones two three four five six seven eight nine ten "
            + "get got go going gone goes come came coming take took taking make made making know knew think thought say said says tell told want wanted need needed needs see saw seen look looking "
            + "use used feel feeling give gave given call called calling ask asked asking let put keep help try trying going doing having being wondering checking confirming trying looking hoping "
            + "good great fine bad better best well sure glad happy sorry afraid able ready correct wrong true false back new old last next first "
            + "anymore something anything nothing everything someone anyone everyone nobody somebody everybody thing things way lot bit kind sort gonna gon na wanna wan gotta lotta lem lemme hmmm okey n't ma'am maam sir autopay covid wifi voicemail online either ain't don't didn't doesn't isn't wasn't aren't weren't "
            + "can't couldn't won't wouldn't shouldn't haven't hasn't hadn't i'm let's that's it's there's what's"),
    ];

    /// <summary>How names of medicines, diseases and procedures end (mostly stems of the WHO's list of nonproprietary names), and terms that are made of English; a person's name hardly ever does.</summary>
    public static readonly string[] MedicineEndings =
    [
        "pril", "olol", "statin", "sartan", "mycin", "micin", "cillin", "azole", "azine", "zepam", "zolam", "done", "oxetine", "aline", "triptan", "formin", "gliptin", "glutide", "gliflozin",
        "floxacin", "cycline", "vir", "mab", "nib", "parin", "xaban", "grel", "dipine", "semide", "thiazide", "lactone", "barbital", "caine", "codone", "morphone", "profen", "oxen", "fenac",
        "coxib", "sone", "olone", "onide", "terol", "tropium", "lukast", "idine", "amine", "phen", "oxin", "pam", "pidem", "clone", "apine", "peridone", "piprazole", "toin", "pentin", "gabalin",
        "zide", "itis", "osis", "emia", "ectomy", "otomy", "oscopy", "plasty", "algia", "pathy", "uria", "pnea", "graphy", "gram", "scope", "itic", "otic", "emic", "logy", "logist", "iatric", "iatry",
        "atin", "oid", "acin", "ium", "ate", "ide", "xine", "ylline", "prim", "ical", "eous", "ular", "tion", "sion", "xion", "ness", "ment", "ism", "able", "ectal", "inal", "ermal",
        "ing", "ings", "ously", "ically", "ingly", "edly", "ity", "ities", "ous", "ative", "itive", "ations", "ator", "ators", "eal", "yte", "ytes", "oma", "omas", "edema", "meter", "meters", "litre", "ogic", "aphy", "opsy", "cardia", "penia", "plegia", "phagia",
        "tomy", "tomies", "scopic", "eral", "ological", "aural", "noid", "pathic", "esis", "asis", "esthesia", "kinesis", "mide", "dronate", "olimus", "sthenia", "ization", "isation", "izing", "ized", "pathies", "itides", "lysis", "philia", "phobia", "trophic", "genous",
        "axillary", "trophy", "plasia", "rrhea", "cele", "stomy", "therapy", "metry", "genic", "toxic", "static",
    ];

    /// <summary>Before a word that is known they make one that no list has.</summary>
    public static readonly string[] Prefixes = ["mid", "pre", "non", "un", "re", "over", "under", "out", "self", "semi", "multi", "super", "tele", "mini", "bio"];

    /// <summary>How terms of medicine begin that are longer than a name.</summary>
    public static readonly string[] MedicineBeginnings =
    [
        "hypo", "hyper", "post", "anti", "inter", "intra", "retro", "supra", "thromb", "neuro", "cardio", "gastro", "osteo", "arthro", "lympho", "immuno", "hepato", "electro", "hemat", "hemo", "pulmo", "dermat", "ultra", "micro", "peri", "epider",
    ];

    /// <summary>States and territories, by name and postal letters. Names of two words are joined by an underscore.</summary>
    public const string States =
        "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland "
        + "massachusetts michigan minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma "
        + "oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin wyoming";

    /// <summary>Postal letters that are not also everyday words; matched in upper case only.</summary>
    public const string StateLetters =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";
}

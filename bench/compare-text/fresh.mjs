// Writes a set of made-up call-centre turns and dialogues that no rule of the detector was written from: its own sentences, names, streets and
// ways of saying numbers. One JSON row a line, in the form that the scorer of the evaluation sets reads.
//
//   node bench/compare-text/fresh.mjs turns SEED COUNT > turns.jsonl
//   node bench/compare-text/fresh.mjs dialogues SEED COUNT > dialogues.jsonl
const [kind, seed, count] = [process.argv[2], Number(process.argv[3] ?? 1), Number(process.argv[4] ?? 2000)];
let state = seed >>> 0;
const random = () => { state = (state + 0x6d2b79f5) >>> 0; let t = Math.imul(state ^ (state >>> 15), state | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const int = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = list => list[Math.floor(random() * list.length)];
const chance = p => random() < p;
const words = text => text.trim().split(/\s+/);

const given = words(`Oluwaseun Bryndis Thaddeus Marisol Anneke Dashiell Ximena Keanu Saoirse Ignatius Zuleika Tobias Henrietta Rajesh Nkechi Wendell Lucinda Arturo Mei-Ling Ezekiel Fatoumata
  Gideon Perpetua Horatio Siobhan Jamal Winifred Bartholomew Yolanda Cedric Ottilie Dmitri Rosalind Ahmad Clementine Vikram Beatrix Lorenzo Tamsin Quentin Amina Percival Solveig Deshawn
  Ingeborg Thora Malachi Priscilla Emeka Guadalupe Hyun Katarzyna Leif Ngozi Octavia Pavel Rhiannon Sanjay Tyrell Ursula Mary Robert Linda James Susan David Karen Michael`);
const family = words(`Abernathy Okonjo Villanueva Thistlewood Szymanski Featherstone Nakagawa Oyelaran Brightwater Castellanos Pemberton Vandermeer Ostrowski Quigley Raghunathan Stavros Ketterman
  Lindqvist Mbeki Delacroix Hawthorne Iwobi Jankowski Kirkpatrick Lundgren Mazzarella Nwosu Papadakis Rasmussen Sokolov Tremblay Underhill Whittaker Yamamoto Zielinski Achterberg Bhattacharya
  Chaudhry Dragomir Ebersole Fitzwilliam Guerrero Hollingsworth Ivanova Johnson Smith Brown Garcia Lee Walker Young Price Stone Rivers Marsh Bell Wood`);
const cities = words(`Kalispell Chillicothe Poughkeepsie Wenatchee Natchitoches Opelousas Sheboygan Petoskey Ypsilanti Tuscaloosa Yakima Okmulgee Pascagoula Winnemucca Hattiesburg Skokie Elmira
  Dubuque Ashtabula Bismarck Tucumcari Kearney Valdosta Peoria Provo Boise Macon Lubbock Duluth`).concat(['Fond du Lac', 'Coeur d Alene', 'Walla Walla', 'Eau Claire', 'Bowling Green', 'Grand Junction', 'Idaho Falls', 'New Bern']);
const states = ['Montana', 'Ohio', 'New York', 'Washington', 'Louisiana', 'Wisconsin', 'Michigan', 'Alabama', 'Oklahoma', 'Mississippi', 'Nevada', 'Iowa', 'North Dakota', 'New Mexico', 'Georgia', 'Texas'];
const streets = words(`Whippoorwill Sycamore Kensington Juniper Mockingbird Larkspur Tamarack Hickory Dunbar Shenandoah Galloway Prescott Bramble Foxglove Winding Chestnut Ironwood Quarry Mill Harvest Cottonwood
  Lafayette Monticello Pinecrest Sawgrass Tallgrass Copper Cedar`).concat(['Old Mill', 'Martin Luther King', 'Saint Andrews', 'Rolling Meadow', 'Eagle Ridge', 'Stone Creek', 'Twin Oaks', 'Fox Hollow', 'County Line']);
const types = words('Street Street Avenue Avenue Road Road Drive Drive Lane Lane Court Boulevard Way Circle Place Terrace Parkway Trail');
const hosts = ['gmail', 'yahoo', 'outlook', 'proton', 'fastmail', 'zoho', 'brightonclinic', 'meadowhealth', 'cedarpediatrics', 'tristatecare'];
const months = words('January February March April May June July August September October November December');
const relatives = words('mother father husband wife son daughter grandmother brother sister aunt');

const ones = words('zero one two three four five six seven eight nine');
const teens = words('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen');
const tens = ['', '', ...words('twenty thirty forty fifty sixty seventy eighty ninety')];
const ordinals = words('zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth');
const homophones = { 0: ['owe', 'hero', 'oh'], 1: ['won', 'wan'], 2: ['to', 'too', 'tu'], 3: ['tree', 'free'], 4: ['for', 'fore'], 5: ['fife', 'hive'], 6: ['sicks', 'sex'], 7: ['heaven', 'sever'], 8: ['ate', 'hate'], 9: ['nein', 'mine'] };
const spoken = n => n < 10 ? ones[n] : n < 20 ? teens[n - 10] : n < 100 ? tens[Math.floor(n / 10)] + (n % 10 ? ' ' + ones[n % 10] : '') : n % 100 === 0 ? spoken(n / 100) + ' hundred' : spoken(Math.floor(n / 100)) + ' hundred ' + spoken(n % 100);
const ordinal = n => n <= 20 ? ordinals[n] : n === 30 ? 'thirtieth' : tens[Math.floor(n / 10)] + ' ' + ordinals[n % 10];
const suffix = n => n + (n % 100 > 10 && n % 100 < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
const figures = n => Array.from({ length: n }, () => int(0, 9)).join('');
const letters = n => Array.from({ length: n }, () => pick([...'ABCDEFGHJKLMNPRSTUVWXYZ'])).join('');
const nato = words('Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu');
const asIn = words('apple banana cat dog elephant frank george henry ice jack kite larry mary nancy orange peter queen robert sam tom umbrella violet william xylophone yellow zebra');

// An identifier's parts: what is said between them ("ignore") is neither demanded nor wrong to mask.
const ignore = text => ({ ignore: text });
const fillers = ['um', 'uh', 'let me see', 'okay', 'hold on', 'er'];

/** One digit group in words. */
function sayGroup(group, style) {
  const said = [];
  const zero = chance(0.5) ? 'oh' : 'zero';
  const way = random();
  if (group.length === 2 && way < 0.45 && group[0] !== '0') return spoken(Number(group));
  if (group.length === 3 && way < 0.25 && group[0] !== '0' && group[1] > '1') return ones[group[0]] + ' ' + spoken(Number(group.slice(1)));
  if (group.length === 4 && way < 0.35 && group[0] !== '0' && group[2] !== '0') return spoken(Number(group.slice(0, 2))) + ' ' + spoken(Number(group.slice(2)));
  if (group.length >= 3 && /^[1-9]00$/.test(group)) return ones[group[0]] + ' hundred';
  for (let at = 0; at < group.length;) {
    let times = 1;
    while (times < 3 && group[at + times] === group[at]) times++;
    if (times > 1 && chance(0.5)) {
      said.push(chance(0.75) ? (times === 2 ? 'double ' : 'triple ') + ones[group[at]] : (times === 2 ? 'two ' : 'three ') + (group[at] === '6' ? 'sixes' : ones[group[at]] === 'zero' ? 'zeros' : ones[group[at]] + 's'));
      at += times;
    } else {
      const word = group[at] === '0' ? zero : ones[group[at]];
      said.push(style === 'misheard' && chance(0.25) ? pick(homophones[group[at]]) : style === 'mixed' && chance(0.4) ? group[at] : word);
      at++;
    }
  }
  return said.join(' ');
}

function cut(digits, sizes) {
  const groups = [];
  for (let at = 0, next = 0; at < digits.length; next++) { const size = sizes[next % sizes.length]; groups.push(digits.slice(at, at + size)); at += size; }
  return groups;
}

/** Digits in one of the styles; sizes are the usual groups. */
function digits(value, sizes, style, separators = [' ', '-', '']) {
  if (chance(0.3)) sizes = pick([[2], [3], [4], [1], [5, 4], [3, 2]]);
  const groups = cut(value, sizes);
  if (style === 'itn') return [groups.join(pick([...separators, separators[0]]))];
  if (style === 'mixed' && chance(0.5)) return between(groups.map(group => chance(0.5) ? group : sayGroup(group, 'spoken')), style);
  const said = groups.map(group => sayGroup(group, style));
  if (chance(0.06)) { // a group that is said anew
    const at = int(0, said.length - 1);
    return [...between(said.slice(0, at + 1), style), ' ', ignore(pick(['no wait', 'sorry', 'no sorry', 'I mean', 'correction', 'let me start over'])), ' ', ...between(said.slice(at), style)];
  }
  return chance(0.1) ? [said.join(' ').replaceAll(' ', '-')] : between(said, style);
}

function between(groups) {
  const joint = pick([' ', ' ', ', ', '. ', ' dash ', ' ', ', ']);
  const parts = [];
  groups.forEach((group, at) => {
    if (at > 0 && chance(0.05)) parts.push(' ', ignore(pick(fillers)), ' ');
    else if (at > 0) parts.push(joint === ' dash ' ? ' ' : joint, ...(joint === ' dash ' ? [ignore('dash'), ' '] : []));
    parts.push(joint === '. ' && at > 0 ? group : group);
  });
  return parts;
}

/** Letters and digits of a code. */
function code(value, style) {
  if (style === 'itn') return [chance(0.3) ? value.replace(/^([A-Z]+)(\d)/, '$1 $2') : value];
  const parts = [];
  for (const run of value.match(/[A-Z]+|\d+/g)) {
    if (parts.length) parts.push(' ');
    if (/\d/.test(run)) { parts.push(...digits(run, [int(2, 4)], style)); continue; }
    [...run].forEach((letter, at) => {
      if (at) parts.push(chance(0.3) ? ', ' : ' ');
      const way = random();
      const index = letter.charCodeAt(0) - 65;
      if (way < 0.55) parts.push(letter);
      else if (way < 0.75) parts.push(letter, ' ', ignore(pick(['as in', 'for', 'like', 'as in'])), ' ', ignore(pick([nato[index], asIn[index]])));
      else if (way < 0.9) parts.push(nato[index]);
      else parts.push(ignore('capital'), ' ', letter);
    });
  }
  return parts;
}

function luhn(prefix, length) {
  let value = prefix + figures(length - prefix.length - 1);
  for (let check = 0; check < 10; check++) {
    const sum = [...(value + check)].reverse().reduce((total, digit, at) => { const d = at % 2 ? digit * 2 : +digit; return total + (d > 9 ? d - 9 : d); }, 0);
    if (sum % 10 === 0) return value + check;
  }
}

function year(value, style) {
  if (style === 'itn' || (style === 'mixed' && chance(0.5))) return chance(0.8) ? String(value) : String(value).slice(2);
  if (value >= 2000 && value < 2010) return 'two thousand ' + (chance(0.4) ? 'and ' : '') + spoken(value % 100 || 1);
  if (value >= 2010 && chance(0.2)) return 'two thousand ' + spoken(value % 100);
  return spoken(Math.floor(value / 100)) + ' ' + (value % 100 < 10 ? 'oh ' + ones[value % 100 || 1] : spoken(value % 100));
}

function date(from, to, style) {
  const [y, m, d] = [int(from, to), int(1, 12), int(1, 28)];
  const inFigures = style === 'itn' || (style === 'mixed' && chance(0.5));
  const day = inFigures ? (chance(0.5) ? suffix(d) : String(d)) : chance(0.7) ? ordinal(d) : spoken(d);
  const way = random();
  if (way < 0.55) return [`${months[m - 1]} ${day}${inFigures ? ', ' : ' '}${year(y, style)}`];
  if (way < 0.72) return [`${chance(0.5) ? 'the ' : ''}${inFigures ? suffix(d) : ordinal(d)} of ${months[m - 1]} ${year(y, style)}`];
  if (inFigures) return [pick([`${m}/${d}/${y}`, `${m}-${d}-${String(y).slice(2)}`, `${String(m).padStart(2, 0)}/${String(d).padStart(2, 0)}/${y}`, `${y}-${String(m).padStart(2, 0)}-${String(d).padStart(2, 0)}`])];
  return [`${m < 10 && chance(0.4) ? (chance(0.5) ? 'oh ' : 'zero ') : ''}${spoken(m)} ${spoken(d)} ${chance(0.5) ? year(y, 'spoken') : spoken(y % 100 || 10)}`];
}

function shortDate(style) {
  const d = int(1, 28);
  const month = pick(months);
  if (style === 'itn') return [pick([`${month} ${suffix(d)}`, `${month} ${d}`, `${int(1, 12)}/${d}/${int(2019, 2026)}`])];
  return [pick([`${month} ${ordinal(d)}`, `the ${ordinal(d)} of ${month}`, `${month} ${ordinal(d)} ${year(int(2016, 2026), 'spoken')}`])];
}

const name = () => `${pick(given)} ${pick(family)}`;
const address = (host, style) => {
  const [one, other] = [pick(given).toLowerCase().replace('-', ''), pick(family).toLowerCase()];
  const number = chance(0.4) ? figures(2) : '';
  const domain = pick(['com', 'com', 'org', 'net']);
  if (style === 'itn') return [pick([`${one}.${other}${number}@${host}.${domain}`, `${one}_${other}@${host}.${domain}`, `${one[0]}${other}${number}@${host}.${domain}`])];
  const tail = number ? ' ' + sayGroup(number, 'spoken') : '';
  const at = ` at ${host} dot ${domain}`;
  return [pick([`${one} dot ${other}${tail}${at}`, `${one} underscore ${other}${tail}${at}`, `${one[0]} ${other}${tail}${at}`, `${[...one].join(' ')} dash ${other}${tail}${at}`, `${one}${other}${tail} at ${host}.${domain}`])];
};

const make = {
  CREDIT_CARD: style => pick([() => digits(luhn('4', 16), [4], style), () => digits(luhn('5' + int(1, 5), 16), [4], style), () => digits(luhn('37', 15), [4, 6, 5], style), () => digits(luhn('6011', 16), [4], style)])(),
  CVV: style => digits(figures(chance(0.85) ? 3 : 4), [4], style, [' ', '']),
  CARD_EXPIRY: style => { const [m, y] = [int(1, 12), int(26, 34)]; return style === 'itn' ? [pick([`${String(m).padStart(2, 0)}/${y}`, `${m}/20${y}`, `${months[m - 1]} 20${y}`])] : [pick([`${months[m - 1]} twenty ${spoken(y)}`, `${m < 10 ? 'oh ' : ''}${spoken(m)} ${spoken(y)}`, `${spoken(m)} slash ${spoken(y)}`, `${spoken(m)} of twenty ${spoken(y)}`])]; },
  US_SSN: style => digits(figures(9), [3, 2, 4], style, ['-', ' ', '']),
  LAST4: style => digits(figures(4), [4], style, ['']),
  MRN: style => chance(0.7) ? digits(figures(int(6, 9)), [3], style) : code(letters(2) + figures(6), style),
  MEMBER_ID: style => code(letters(int(1, 3)) + figures(int(6, 9)) + (chance(0.2) ? letters(1) : ''), style),
  ACCOUNT_NUMBER: style => digits(figures(int(8, 12)), [4], style),
  PHONE_NUMBER: style => digits(int(201, 989) + figures(7), [3, 3, 4], style, ['-', ' ', '.', '']),
  EMAIL_ADDRESS: style => address(pick(hosts), style),
  PERSON: () => [name()],
  GIVEN: () => [pick(given)],
  FAMILY: () => [pick(family)],
  SPELLED: style => { const value = pick(family).toUpperCase(); return style === 'itn' ? [value.split('').join('-')] : code(value, style); },
  STREET_ADDRESS: style => { const number = figures(int(2, 4)).replace(/^0/, '7'); const numbered = chance(0.15) ? (style === 'itn' ? suffix(int(2, 80)) : ordinal(int(2, 29))) : pick(streets); const unit = chance(0.25) ? (style === 'itn' ? `, ${pick(['Apt', 'Unit', 'Suite'])} ${int(1, 40)}` : ` ${pick(['apartment', 'unit', 'suite'])} ${spoken(int(1, 40))}`) : ''; return [`${style === 'itn' || style === 'mixed' ? number : sayGroup(number, style)} ${chance(0.2) ? pick(['North', 'South', 'East', 'West']) + ' ' : ''}${numbered} ${pick(types)}${unit}`]; },
  CITY: () => [pick(cities)],
  ZIP_CODE: style => digits(figures(5), [5], style, ['']),
  DATE_OF_BIRTH: style => date(1931, 2022, style),
  DATE: shortDate,
  AGE_OVER_89: style => { const age = int(90, 104); return [style === 'itn' ? String(age) : age > 99 ? `a hundred${age > 100 ? ' and ' + ones[age - 100] : ''}` : chance(0.3) ? spoken(age).replace(' ', '-') : spoken(age)]; },
  NPI: style => digits('1' + figures(9), [3, 3, 4], style),
  DEA_NUMBER: style => code(letters(2) + figures(7), style),
  LICENSE_NUMBER: style => code(letters(1) + figures(int(6, 8)), style),
  VEHICLE_ID: style => code(pick([letters(3) + figures(4), figures(1) + letters(3) + figures(3)]), style),
  DEVICE_ID: style => code(letters(2) + figures(int(5, 8)), style),
  RX_NUMBER: style => digits(figures(7), [3, 4], style),
  PASSPORT: style => chance(0.5) ? code(letters(1) + figures(8), style) : digits(figures(9), [3], style),
  IP_ADDRESS: style => { const parts = [int(10, 220), int(0, 255), int(0, 255), int(1, 254)]; return style === 'itn' ? [parts.join('.')] : [parts.map(part => chance(0.4) ? String(part).split('').map(d => ones[d]).join(' ') : spoken(part)).join(' dot ')]; },
  URL: style => { const [host, path] = [pick(hosts), pick(['', pick(given).toLowerCase().replace('-', ''), figures(4)])]; return style === 'itn' ? [`${chance(0.5) ? 'https://' : 'www.'}${host}.com${path ? '/' + path : ''}`] : [`w w w dot ${host} dot com${path ? ' slash ' + (/\d/.test(path) ? sayGroup(path, 'spoken') : path) : ''}`]; },
  BIOMETRIC_ID: style => code(letters(2) + figures(6), style),
};
const typeOf = { LAST4: 'US_SSN', GIVEN: 'PERSON', FAMILY: 'PERSON', SPELLED: 'PERSON' };

const turns = `
You can run it on my Visa, {CREDIT_CARD}.|The plastic I use is {CREDIT_CARD} and the little code is {CVV}.|Charge the copay to {CREDIT_CARD} please.|Use the one ending, well, here is all of it: {CREDIT_CARD}.
My new debit card came in the mail, it reads {CREDIT_CARD}, good thru {CARD_EXPIRY}.|{CREDIT_CARD}, that's the Mastercard.|Okay so for the card it goes {CREDIT_CARD}, then {CARD_EXPIRY}, then {CVV}.
The security code would be {CVV}.|On the flip side I see {CVV} next to my signature.|CVV, {CVV}.|The little three digit thing says {CVV}.|It is valid thru {CARD_EXPIRY}.|The expiry on that is {CARD_EXPIRY}.|It runs out {CARD_EXPIRY}.
My social is {US_SSN}.|Social security, {US_SSN}, and that is my {RELATIVE}'s.|For the S S N put down {US_SSN}.|My tax identification number is {US_SSN}.|The last four of my social would be {LAST4}.|Last four digits of the social, {LAST4}.|Last 4 of social security is {LAST4}, okay?
My chart number at your clinic is {MRN}.|The MRN on the wristband reads {MRN}.|Hospital record number {MRN}, for {PERSON}.|Her medical record is {MRN} and she is doing fine.
Our plan ID reads {MEMBER_ID}.|The subscriber ID on the front is {MEMBER_ID}.|Member number {MEMBER_ID}, group {ACCOUNT_NUMBER}.|Medicaid has me under {MEMBER_ID}.|The claim number on the letter is {MEMBER_ID}.|My health insurance policy is {MEMBER_ID}.|Blue Cross gave me {MEMBER_ID}.
The checking account is {ACCOUNT_NUMBER}.|My savings account number is {ACCOUNT_NUMBER} at the credit union.|Take it from account {ACCOUNT_NUMBER}.|The invoice shows account {ACCOUNT_NUMBER}.
You can get me at {PHONE_NUMBER}.|Ring my cell, {PHONE_NUMBER}, after five.|His mobile is {PHONE_NUMBER}.|Fax it over to {PHONE_NUMBER}, attention {PERSON}.|{PHONE_NUMBER} is the best way to reach my {RELATIVE}.|Please text {PHONE_NUMBER} when it is ready.|The pharmacy's phone is {PHONE_NUMBER}.|Leave a voicemail at {PHONE_NUMBER}.|If I do not pick up, try {PHONE_NUMBER}.
My e-mail is {EMAIL_ADDRESS}.|Send the forms to {EMAIL_ADDRESS}.|You can write me at {EMAIL_ADDRESS}.|It's {EMAIL_ADDRESS}, all lower case.|The portal login is {EMAIL_ADDRESS}.
This is {PERSON} calling about a refill.|My name's {PERSON}.|You are speaking with {PERSON}.|I'm {PERSON}, I had an appointment.|{PERSON} here, good afternoon.|I am calling on behalf of {PERSON}.|The patient is {PERSON}.|My {RELATIVE} {PERSON} takes the same pills.|My {RELATIVE}'s name is {GIVEN}.|I spoke to {GIVEN} yesterday.|Doctor {FAMILY} told me to call.|I see Dr. {FAMILY} every spring.|Is Nurse {GIVEN} working today?|Mrs. {FAMILY} picked it up.|It's under {PERSON}, I think.|The prescription was written by {PERSON}.|Last name {SPELLED}.|My last name is {FAMILY}, that's {SPELLED}.|It is spelled {SPELLED}.|First name {GIVEN}, last name {FAMILY}.|Put it down for {PERSON}, date of birth {DATE_OF_BIRTH}.|Hi {GIVEN}, I can help you with that.|Thank you, {GIVEN}.|You should ask {GIVEN} at the front desk.|{GIVEN} told me that the results were in.|Please tell Doctor {FAMILY} that {GIVEN} called.|I have {GIVEN} on the line with me.|Could {PERSON} pick it up instead?|Our daughter {GIVEN} drives me.
I live at {STREET_ADDRESS}.|We moved, it is {STREET_ADDRESS} now.|Mail it to {STREET_ADDRESS}, {CITY}, {STATE} {ZIP_CODE}.|The house is {STREET_ADDRESS} in {CITY}.|Ship the meter to {STREET_ADDRESS}.|My address, {STREET_ADDRESS}.|The clinic at {STREET_ADDRESS} has my records.|{STREET_ADDRESS}, {CITY}, {STATE}.|I grew up in {CITY}.|We are in {CITY}, {STATE}.|My {RELATIVE} lives in {CITY}.|We drove over from {CITY}.|The zip is {ZIP_CODE}.|{CITY}, {STATE}, {ZIP_CODE}.|Zip code, {ZIP_CODE}.|I'm at the {CITY} location.|My billing zip code would be {ZIP_CODE}.
I was born on {DATE_OF_BIRTH}.|D O B {DATE_OF_BIRTH}.|Birthday is {DATE_OF_BIRTH}.|Her date of birth, {DATE_OF_BIRTH}.|{DATE_OF_BIRTH}, that's when he was born.|The surgery was {DATE}.|I saw you on {DATE}.|She passed on {DATE}.|Can we do {DATE} instead?|I have been off work since {DATE}.|They put me down for {DATE} at three.|The blood draw happened {DATE}.
My {RELATIVE} turned {AGE_OVER_89} in the spring.|He is {AGE_OVER_89} years old.|She's {AGE_OVER_89} and still gardens.|The patient is a {AGE_OVER_89} year old man.|My {RELATIVE} is {AGE_OVER_89}.|At {AGE_OVER_89} he still drives.
The N P I is {NPI}.|Our provider's NPI would be {NPI}.|The prescriber's DEA is {DEA_NUMBER}.|D E A registration {DEA_NUMBER}.|My driver's license is {LICENSE_NUMBER}.|License number {LICENSE_NUMBER}, issued in {STATE}.|Her nursing license reads {LICENSE_NUMBER}.|My license plate is {VEHICLE_ID}.|It's a blue truck, plate {VEHICLE_ID}.|The tag on the van is {VEHICLE_ID}.|The serial number on the pump is {DEVICE_ID}.|My glucose meter has serial {DEVICE_ID}.|The pacemaker's serial number is {DEVICE_ID}.|The Rx number is {RX_NUMBER}.|Prescription {RX_NUMBER} needs a refill.|The bottle says number {RX_NUMBER}.|Script number {RX_NUMBER}, please.|My passport is {PASSPORT}.|Passport number {PASSPORT}, if you need it.|The IP address it shows is {IP_ADDRESS}.|I logged in from {IP_ADDRESS}.|The web page is {URL}.|I found it at {URL}.|The link takes me to {URL}.|My voice print ID is {BIOMETRIC_ID}.|The fingerprint record is {BIOMETRIC_ID}.
I'm {PERSON}, born {DATE_OF_BIRTH}, and my phone is {PHONE_NUMBER}.|{PERSON}, {DATE_OF_BIRTH}, {STREET_ADDRESS}.|Name is {PERSON}, member ID {MEMBER_ID}.|Yes, {PERSON}, zip {ZIP_CODE}, last four of the social {LAST4}.`.split(/[|\n]/).map(line => line.trim()).filter(Boolean);
const clean = `I take {N} milligrams twice a day for {N} weeks.|My pressure was {N} over {N} on the cuff at home.|Is it two or three pills at night?|We waited {N} minutes in the lobby.|The copay is {N} dollars this year.|I would say a six or a seven out of ten.|My sugar was {N} before lunch.|Can I come in at ten thirty or maybe four fifteen?|He weighs about {N} pounds.|I had it back in nineteen ninety six.|Thank you so much, that is great.|No, I am fine, just a little tired.|May I put you on a brief hold?|I will see you in the spring.|It will take three to five business days.|She may want to march right in there.|The pain went from my hip to my knee.|They gave me a shot for the flu last winter.|Press one for refills or two for billing.|My grandson is {M} years old.|Our office hours are nine to five.|I sleep maybe five or six hours.|Mark the box if it applies.|Will the bill come in the mail?|It's a long way to go for a blood test.`.split('|');
const before = ['', '', '', '', 'Sure, ', 'Yeah so ', 'Okay, um, ', 'Well, ', 'Hi there. ', 'Thanks for waiting. ', 'Oh, right. ', 'I take two pills a day. '];
const after = ['', '', '', '', '', ' Did that go through?', ' Thanks a lot.', ' Anything more?', ' I have had it for about six months.', ' Take your time.'];
const dialogues = [
  ['CREDIT_CARD', ['Which card would you like to use?', 'Okay, read me the number whenever you are ready.', 'What card should I put this on?'], [4], 2],
  ['US_SSN', ['I need your social to look you up.', 'Would you verify your social security number?', 'And your social?'], [3, 2, 4], 3],
  ['PHONE_NUMBER', ['What is a good phone number for you?', 'How can we reach you if we get cut off?', 'Where can I call you back?'], [3, 3, 4], 2],
  ['MRN', ['Do you have your chart number?', 'What is the medical record number?'], [3], 2],
  ['MEMBER_ID', ['What does it say for member ID?', 'Read me the ID from your insurance card.'], [3], 2],
  ['ACCOUNT_NUMBER', ['Which account should the payment come from?', 'And the routing number?'], [4], 2],
  ['DATE_OF_BIRTH', ['And when were you born?', 'Birth date?', 'Can you confirm the date of birth for me?'], null, 1],
  ['PERSON', ['Who am I speaking with?', 'May I have your name please?', 'Whose appointment is this?', 'And you are?'], null, 1],
  ['STREET_ADDRESS', ['What is your home address?', 'Where should we send it?', 'Is your street still the same?'], null, 1],
  ['ZIP_CODE', ['And the zip?', 'What zip code is that?'], null, 1],
  ['CITY', ['Which city are you in?', 'What town is that?'], null, 1],
  ['CVV', ['And the code on the back?', 'What are the last three digits on the signature strip?'], null, 1],
  ['CARD_EXPIRY', ['When does it expire?', 'Expiration?'], null, 1],
  ['EMAIL_ADDRESS', ['What e-mail do you use?', 'Is there an email on file?'], null, 1],
  ['RX_NUMBER', ['Do you have the number from the bottle?', 'Which prescription number?'], null, 1],
];
const asides = ['Mm-hmm.', 'Okay.', 'Go ahead.', 'Got it, and then?', 'Yes?', 'Uh-huh, keep going.', 'All right, next.'];

function render(template, style) {
  let text = '';
  const [spans, ignored] = [[], []];
  for (const piece of template.split(/(\{\w+\})/)) {
    const slot = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (slot === 'STATE') { const state = pick(states); ignored.push({ start: text.length, end: text.length + state.length }); text += state; continue; }
    if (slot === 'RELATIVE') { text += pick(relatives); continue; }
    if (slot === 'N' || slot === 'M') { const n = slot === 'N' ? int(5, 180) : int(2, 19); text += style === 'itn' ? n : spoken(n); continue; }
    if (!slot) { text += piece; continue; }
    const start = text.length;
    for (const part of make[slot](style)) {
      if (part.ignore) { ignored.push({ start: text.length, end: text.length + part.ignore.length }); text += part.ignore; } else text += part;
    }
    spans.push({ start, end: text.length, type: typeOf[slot] ?? slot, value: text.slice(start) });
  }
  return { text, spans, ignore: ignored };
}

/** In lower case, without the punctuation that a plain transcriber does not write; offsets go along. */
function uncased(row) {
  const map = [];
  let text = '';
  for (let at = 0; at < row.text.length; at++) {
    map.push(text.length);
    const isPause = /[.,?!]/.test(row.text[at]) && !/\S/.test(row.text[at + 1] ?? ' ');
    if (!isPause) text += row.text[at].toLowerCase();
  }
  map.push(text.length);
  const move = span => ({ ...span, start: map[span.start], end: map[span.end], ...(span.value ? { value: text.slice(map[span.start], map[span.end]) } : {}) });
  return { text, spans: row.spans.map(move), ignore: row.ignore.map(move) };
}

function styled(template, style, isLower) {
  const row = render(template, style);
  return isLower ? uncased(row) : row;
}

for (let row = 0; row < count; row++) {
  const style = pick(['itn', 'spoken', 'spoken', 'mixed', 'misheard']);
  const isLower = chance(0.4);
  const facts = { style, casing: isLower ? 'lower' : 'cased', source: 'fresh' };
  if (kind === 'turns') {
    const template = chance(0.15) ? pick(clean) : pick(turns);
    const turn = styled(pick(before) + template + pick(after), style, isLower);
    console.log(JSON.stringify({ id: `f-${row}`, ...turn, ...facts, template }));
    continue;
  }
  const [type, questions, sizes] = pick(dialogues);
  const ask = { speaker: 'agent', ...styled(pick(questions), style, isLower) };
  const said = [ask];
  if (sizes && chance(0.6)) {
    const value = type === 'MEMBER_ID' ? letters(2) + figures(7) : type === 'CREDIT_CARD' ? luhn('4', 16) : figures({ US_SSN: 9, PHONE_NUMBER: 10, MRN: 8, ACCOUNT_NUMBER: 10 }[type]);
    const cutAt = int(1, 2) * sizes[0] + (type === 'MEMBER_ID' ? 1 : 0);
    const parts = [value.slice(0, cutAt), value.slice(cutAt)].filter(Boolean);
    parts.forEach((part, at) => {
      make.PART = () => code(part, style);
      typeOf.PART = type;
      const turn = styled(pick(at ? ['{PART}', '{PART}.', 'and {PART}', 'then {PART}', 'um {PART}'] : ['{PART}', 'Sure, {PART}', "Okay it's {PART}", 'Let me see, {PART}']), style, isLower);
      turn.spans.forEach(span => { span.value_id = type; span.part = `${at + 1}/${parts.length}`; });
      said.push({ speaker: 'caller', ...turn });
      if (at + 1 < parts.length) said.push({ speaker: 'agent', ...styled(pick(asides), style, isLower) });
    });
  } else {
    said.push({ speaker: 'caller', ...styled(pick(['{' + type + '}', '{' + type + '}.', 'Sure, {' + type + '}.', "It's {" + type + '}.', 'Yes, {' + type + '}, thanks.', 'That would be {' + type + '}.']), style, isLower) });
  }
  said.push({ speaker: 'agent', ...styled(pick(['Thank you, one moment.', 'Perfect. What can I do for you today?', 'How long have you had the cough?']), style, isLower) });
  said.push({ speaker: 'caller', ...styled(pick(clean), style, isLower) });
  console.log(JSON.stringify({ id: `fd-${row}`, turns: said, ...facts, template: type }));
}

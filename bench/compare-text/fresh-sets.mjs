// Writes rows from a set of sentences (sentences/*.txt) that was written without sight of the detector's rules, with its own names, places,
// fillers and ways of saying numbers. One JSON row a line, in the form that the scorer of the evaluation sets reads; every template has COUNT rows.
//
//   node bench/compare-text/fresh-sets.mjs fourth turns SEED COUNT > turns.jsonl          (kinds: turns, negatives, dialogues)
//
// A set is sections of lines: lists of names (blanks part words, a bar parts phrases), then templates with {TYPE} for a value; {N:5-90} is a number
// that is nobody's; in dialogues " / " parts turns, {TYPE#2} is the second part of a value that is said in parts, {TYPE#*} the whole of it.
import { readFileSync } from 'node:fs';
const [setName, kind, seed, count] = [process.argv[2], process.argv[3], Number(process.argv[4] ?? 1), Number(process.argv[5] ?? 6)];
let state = seed >>> 0;
const random = () => { state = (state + 0x6d2b79f5) >>> 0; let t = Math.imul(state ^ (state >>> 15), state | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const int = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = list => list[Math.floor(random() * list.length)];
const chance = p => random() < p;
const words = text => text.trim().split(/\s+/);

const set = {};
for (const line of readFileSync(new URL(`sentences/${setName}.txt`, import.meta.url), 'utf8').split('\n')) {
  const section = /^\[(\w+)\]$/.exec(line)?.[1];
  if (section) set.current = set[section] = [];
  else if (line && !line.startsWith('#')) set.current.push(line);
}
const named = section => { const [first, ...phrases] = set[section].join(' ').split('|'); return [...words(first), ...phrases.map(phrase => phrase.trim())]; };
const phrases = section => set[section].join('\n').split('|');
const lists = { given: named('given'), family: named('family'), cities: named('cities'), streets: named('streets'), hosts: named('hosts') };
const habits = { fillers: phrases('fillers'), corrections: phrases('corrections'), openers: phrases('openers'), closers: phrases('closers') };

const states = ['Colorado', 'Oregon', 'Virginia', 'Indiana', 'Kentucky', 'Arizona', 'Illinois', 'New Jersey', 'Maryland', 'Utah', 'Florida', 'West Virginia', 'South Dakota', 'California', 'Tennessee', 'Missouri'];
const types = words('Street Street Avenue Avenue Road Drive Drive Lane Court Boulevard Way Circle Place Terrace Loop Row Crossing Trail');
const months = words('January February March April May June July August September October November December');
const medicines = words('gabapentin hydrochlorothiazide sertraline montelukast pantoprazole Eliquis Ozempic tamsulosin duloxetine warfarin prednisone Synthroid Humalog meloxicam escitalopram trazodone Jardiance buspirone');
const models = ['Dexcom G six', 'Omnipod five', 'ResMed Airsense eleven', 'Freestyle Libre two', 'iPhone twelve', 'Dexcom G7', 'Tandem X2', 'Galaxy S 23', 'Contour Next', 'Honda CRV'];
const diagnoses = ['E eleven point nine', 'E11.9', 'I ten', 'I10', 'M54.5', 'M fifty four point five', 'J45.909', 'F forty one point one', 'Z00.00', 'K twenty one', 'R07.9', 'N39.0'];

const ones = words('zero one two three four five six seven eight nine');
const teens = words('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen');
const tens = ['', '', ...words('twenty thirty forty fifty sixty seventy eighty ninety')];
const ordinals = words('zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth');
const misheards = { zero: ['xero', 'sero', 'hero'], oh: ['owe', 'ohh', 'o'], o: ['oh', 'owe'], one: ['won', 'run', 'want', 'wine'], two: ['to', 'too', 'tu', 'do'], three: ['tree', 'free', 'thee', 'very'], four: ['for', 'fore', 'floor', 'far'], five: ['fife', 'fine', 'find', 'hive'], six: ['sick', 'sicks', 'fix', 'sits'], seven: ['heaven', 'sven', 'sever', 'eleven'], eight: ['ate', 'eat', 'aid', 'a'], nine: ['nigh', 'line', 'mine', 'none'], eleven: ['a leaven', 'leven'], twelve: ['twelf'], thirty: ['dirty', 'thirdy'], forty: ['fourty', 'forte'], twenty: ['plenty', 'twenny'], eighty: ['eddy', 'a tea'], ninety: ['nighty'], sixty: ['sixteen'], seventy: ['seventeen'], double: ['dubble', 'trouble'], triple: ['tripel', 'ripple'] };
const spoken = n => n < 10 ? ones[n] : n < 20 ? teens[n - 10] : n < 100 ? tens[Math.floor(n / 10)] + (n % 10 ? ' ' + ones[n % 10] : '') : n < 1000 ? spoken(Math.floor(n / 100)) + ' hundred' + (n % 100 ? (chance(0.3) ? ' and ' : ' ') + spoken(n % 100) : '') : spoken(Math.floor(n / 1000)) + ' thousand' + (n % 1000 ? ' ' + spoken(n % 1000) : '');
const ordinal = n => n <= 20 ? ordinals[n] : n === 30 ? 'thirtieth' : tens[Math.floor(n / 10)] + ' ' + ordinals[n % 10];
const suffix = n => n + (n % 100 > 10 && n % 100 < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
const figures = n => Array.from({ length: n }, () => int(0, 9)).join('');
const letters = n => Array.from({ length: n }, () => pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('');
const nato = words('Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu');
const asIn = words('alligator boy candy david edward fox girl hat igloo john king lion mother nora ocean paul queen rabbit sugar table uncle victory water x-ray yoyo zipper');

const ignore = text => ({ ignore: text });
const misheard = (text, p) => text.split(' ').map(word => misheards[word] && chance(p) ? pick(misheards[word]) : word).join(' ');

/** One group of digits in words. */
function sayGroup(group) {
  const way = random();
  const zero = pick(['oh', 'oh', 'zero', 'zero', 'o']);
  const value = Number(group);
  if (group[0] !== '0') {
    if (group.length === 2 && way < 0.5) return spoken(value);
    if (group.length === 3 && way < 0.2 && group[1] > '0') return `${ones[group[0]]} ${spoken(Number(group.slice(1)))}`;
    if (group.length === 3 && way < 0.35) return spoken(value);
    if (group.length === 4 && way < 0.3 && group[2] !== '0') return `${spoken(Number(group.slice(0, 2)))} ${spoken(Number(group.slice(2)))}`;
    if (group.length === 4 && way < 0.36) return spoken(value);
    if (group.length === 4 && way < 0.6 && group.endsWith('00') && group[1] !== '0') return `${spoken(value / 100)} hundred`;
    if (group.length === 4 && way < 0.42 && group[1] !== '0') return `${spoken(Number(group.slice(0, 2)))} ${ones[group[2]].replace('zero', zero)} ${ones[group[3]].replace('zero', zero)}`;
    if (group.length === 5 && way < 0.2 && group[3] !== '0') return `${ones[group[0]]} ${[...group.slice(1, 3)].map(d => ones[d]).join(' ')} ${spoken(Number(group.slice(3)))}`;
  }
  const said = [];
  for (let at = 0; at < group.length;) {
    let times = 1;
    while (times < 4 && group[at + times] === group[at]) times++;
    const digit = ones[group[at]];
    if (times > 1 && chance(0.55)) {
      const plural = digit === 'six' ? 'sixes' : digit === 'zero' ? 'zeros' : digit + 's';
      said.push(times === 4 || chance(0.3) ? `${ones[times]} ${plural}` : `${times === 2 ? 'double' : 'triple'} ${digit === 'zero' ? zero : digit}`);
      at += times;
    } else { said.push(digit === 'zero' ? zero : digit); at++; }
  }
  return said.join(' ');
}

function groupsOf(digits, usual) {
  const sizes = chance(0.5) ? usual : pick([[1], [2], [3], [4], [5], [3, 2, 5], [2, 3], [4, 3], [6, 4], Array.from({ length: 16 }, () => int(1, 5))]);
  const groups = [];
  for (let at = 0, next = 0; at < digits.length; next++) { const size = sizes[next % sizes.length]; groups.push(digits.slice(at, at + size)); at += size; }
  return groups;
}

/** Digits as they are said and written down; parts that are neither demanded nor wrong to mask are marked. */
function digits(value, usual, style, separators = [' ', ' ', '-', '']) {
  const groups = groupsOf(value, usual);
  if (style === 'itn') return [pick([usual, usual, [1]]) === usual ? groups.join(pick(separators)) : [...value].join(pick([', ', ' ']))];
  if (style === 'misheard' && value.length >= 4 && chance(0.15)) { // written as a price, a sum or a time is written
    const first = int(1, Math.min(3, value.length - 1));
    const rest = value.slice(first);
    return [pick([`${value.slice(0, first)},${rest.replace(/(...)(?=.)/g, '$1,')}`, value.length === 4 ? `${value.slice(0, 2)}:${value.slice(2)}` : value, `${value.slice(0, -2)}.${value.slice(-2)}`, `$${value}`])];
  }
  const rate = style === 'misheard' ? 0.2 : 0;
  const said = groups.map(group => style === 'mixed' && chance(0.4) ? group : style === 'mixed' && chance(0.2) ? [...group].map(d => chance(0.4) ? d : ones[d]).join(' ') : misheard(sayGroup(group), rate));
  const joint = pick([' ', ' ', ' ', ', ', '. ', ' then ', '-']);
  const parts = [];
  const push = list => list.forEach((group, at) => {
    if (at) { if (chance(0.05)) parts.push(' ', ignore(pick(habits.fillers)), ' '); else if (joint === ' then ') parts.push(' ', ignore('then'), ' '); else parts.push(joint); }
    parts.push(group);
  });
  if (value.length > 3 && chance(0.06)) { const at = int(0, said.length - 1); push(said.slice(0, at + 1)); parts.push(' ', ignore(pick(habits.corrections)), ' '); push(said.slice(at)); } else push(said);
  return parts;
}

function code(value, style) {
  if (style === 'itn') return [pick([value, value, value.replace(/(\D)(\d)/, '$1-$2'), value.replace(/(\D)(\d)/, '$1 $2'), [...value].join(' ')])];
  const parts = [];
  for (const run of value.match(/[A-Z]+|\d+/g)) {
    if (parts.length) parts.push(chance(0.15) ? ', ' : ' ');
    if (/\d/.test(run)) { parts.push(...digits(run, [int(2, 4)], style, [' '])); continue; }
    [...run].forEach((letter, at) => {
      if (at) parts.push(pick([' ', ' ', ', ', '-']));
      const index = letter.charCodeAt(0) - 65;
      const way = random();
      if (way < 0.6) parts.push(letter);
      else if (way < 0.85) parts.push(letter, ' ', ignore(pick(['as in', 'like', 'for', 'like in'])), ' ', ignore(pick([nato[index], asIn[index]])));
      else parts.push(nato[index]);
    });
  }
  return parts;
}

function luhn(prefix, length) {
  const value = prefix + figures(length - prefix.length - 1);
  for (let check = 0; ; check++) {
    const sum = [...(value + check)].reverse().reduce((total, digit, at) => { const d = at % 2 ? digit * 2 : +digit; return total + (d > 9 ? d - 9 : d); }, 0);
    if (sum % 10 === 0) return value + check;
  }
}

const year = value => value >= 2000 && (value < 2010 || chance(0.25)) ? `two thousand${value % 100 ? (chance(0.4) ? ' and ' : ' ') + spoken(value % 100) : ''}`
  : value % 100 === 0 ? `${spoken(value / 100)} hundred` : `${spoken(Math.floor(value / 100))} ${value % 100 < 10 ? 'oh ' + ones[value % 100] : spoken(value % 100)}`;

function date(from, to, style) {
  const [y, m, d] = [int(from, to), int(1, 12), int(1, 28)];
  const inFigures = style === 'itn' || (style === 'mixed' && chance(0.5));
  const two = String(y % 100).padStart(2, '0');
  if (inFigures) return pick([`${months[m - 1]} ${suffix(d)}, ${y}`, `${months[m - 1]} ${d}, ${y}`, `${d} ${months[m - 1]} ${y}`, `${m}/${d}/${y}`, `${m}/${d}/${two}`, `${m}-${d}-${y}`, `${m} ${d} ${y}`, `${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}${y}`, `the ${suffix(d)} of ${months[m - 1]} ${y}`]);
  const short = y % 100 < 10 ? `oh ${ones[y % 100]}` : spoken(y % 100);
  const digit = n => n < 10 ? `${pick(['oh ', 'zero ', ''])}${ones[n]}` : spoken(n);
  const text = pick([`${months[m - 1]} ${ordinal(d)} ${year(y)}`, `${months[m - 1]} ${spoken(d)} ${year(y)}`, `${months[m - 1]} the ${ordinal(d)} ${short}`, `${ordinal(d)} of ${months[m - 1]} ${year(y)}`, `${digit(m)} ${digit(d)} ${short}`, `${digit(m)} ${digit(d)} ${year(y)}`, `${digit(m)} slash ${digit(d)} slash ${year(y)}`]);
  return style === 'misheard' ? misheard(text, 0.15) : text;
}

function dayOf(style) {
  const [month, d] = [pick(months), int(1, 28)];
  if (style === 'itn') return pick([`${month} ${d}`, `${month} ${suffix(d)}`, `${int(1, 12)}/${d}`, `${int(1, 12)}/${d}/2026`, `the ${suffix(d)} of ${month}`]);
  const text = pick([`${month} ${ordinal(d)}`, `${month} the ${ordinal(d)}`, `the ${ordinal(d)} of ${month}`, `${month} ${spoken(d)}`, `${month} ${ordinal(d)} twenty twenty six`]);
  return style === 'misheard' ? misheard(text, 0.15) : text;
}

/** A name as a transcriber that does not know it writes it: other vowels, a doubled or lost consonant, two words of one. */
function nameHeard(text, style) {
  if (style !== 'misheard') return text;
  return text.split(' ').map(word => !chance(0.4) || word.length < 4 ? word : pick([
    () => word.replace(/[aeiou](?!.*[aeiou])/, pick([...'aeiou'])), () => word.replace(/([bdglmnrt])(?=[aeiou])/, '$1$1'), () => word.slice(0, -1),
    () => { const at = int(2, word.length - 2); return `${word.slice(0, at)} ${word.slice(at)}`; }, () => word.replace('ph', 'f').replace(/c(?=[aou])/i, 'k').replace(/y/, 'i'),
  ])()).join(' ');
}

const given = style => nameHeard(pick(lists.given), style);
const family = style => nameHeard(pick(lists.family), style);
const plain = text => text.toLowerCase().replace(/[^a-z]/g, '');

function address(style) {
  const [one, other, host] = [plain(pick(lists.given)), plain(pick(lists.family)), pick(lists.hosts)];
  const number = chance(0.4) ? figures(int(1, 3)) : '';
  const end = pick(['com', 'com', 'com', 'net', 'org']);
  if (style === 'itn') return pick([`${one}.${other}${number}@${host}.${end}`, `${one}${number}@${host}.${end}`, `${one[0]}.${other}@${host}.${end}`, `${other}_${one}${number}@${host}.${end}`]);
  const tail = number && ` ${sayGroup(number)}`;
  const at = style === 'misheard' && chance(0.3) ? pick(['and', 'add', 'had']) : 'at';
  return `${pick([`${one} dot ${other}${tail}`, `${one}${other}${tail}`, `${one} ${other}${tail}`, `${[...one].join(' ')}${tail}`, `${one[0]} dot ${other}${tail}`, `${other} underscore ${one}`, `${one} hyphen ${other}`])} ${at} ${host} dot ${end}`;
}

const say = (value, usual, style, separators) => digits(value, usual, style, separators);
const streetNumber = () => String(pick([int(1, 9), int(10, 99), int(100, 999), int(1000, 9999), int(10000, 19999)]));
/** What a value is, before it is said: values said in parts are cut from it. */
const raw = {
  CREDIT_CARD: () => pick([() => luhn('4', 16), () => luhn(`5${int(1, 5)}`, 16), () => luhn(pick(['34', '37']), 15), () => luhn('6011', 16), () => luhn(`2${int(221, 720)}`, 16)])(),
  CVV: () => figures(chance(0.85) ? 3 : 4), US_SSN: () => figures(9), LAST4: () => figures(4), ROUTING: () => figures(9), NPI: () => `1${figures(9)}`, RX_NUMBER: () => figures(int(6, 8)),
  MRN: () => pick([figures(int(5, 9)), letters(1) + figures(7), figures(7)]), MEMBER_ID: () => pick([letters(int(1, 3)) + figures(int(6, 10)), figures(int(8, 11)), figures(1) + letters(2) + figures(1) + letters(2) + figures(4)]),
  ACCOUNT_NUMBER: () => figures(int(6, 12)), IBAN: () => `DE${figures(20)}`, PHONE_NUMBER: () => int(201, 989) + String(int(201, 989)) + figures(4), TOLLFREE: () => pick(['1800', '1888', '1866']) + figures(7),
  ZIP_CODE: () => figures(5), DEA_NUMBER: () => letters(2) + figures(7), LICENSE_NUMBER: () => pick([letters(1) + figures(int(7, 12)), figures(int(7, 9))]), PLATE: () => pick([letters(3) + figures(4), figures(1) + letters(3) + figures(3), letters(2) + figures(5)]),
  VIN: () => figures(1) + letters(4) + figures(2) + letters(1) + figures(1) + letters(2) + figures(6), DEVICE_ID: () => pick([letters(2) + figures(int(5, 8)), figures(int(8, 11))]), PASSPORT: () => pick([figures(9), letters(1) + figures(8)]), BIOMETRIC_ID: () => letters(2) + figures(int(4, 7)),
};
const usualGroups = { CREDIT_CARD: [4], CVV: [4], US_SSN: [3, 2, 4], LAST4: [4], ROUTING: [3], NPI: [3, 3, 4], PHONE_NUMBER: [3, 3, 4], TOLLFREE: [1, 3, 3, 4], ZIP_CODE: [5], RX_NUMBER: [7] };
const entity = { LAST4: 'US_SSN', ROUTING: 'ACCOUNT_NUMBER', IBAN: 'ACCOUNT_NUMBER', TOLLFREE: 'PHONE_NUMBER', PLATE: 'VEHICLE_ID', VIN: 'VEHICLE_ID', GIVEN: 'PERSON', FAMILY: 'PERSON', SPELLED: 'PERSON', POBOX: 'STREET_ADDRESS' };
const whole = {
  CARD_EXPIRY: style => { const [m, y] = [int(1, 12), int(26, 34)]; const month = m < 10 ? `${pick(['oh ', 'zero ', ''])}${ones[m]}` : spoken(m); return style === 'itn' ? pick([`${String(m).padStart(2, '0')}/${y}`, `${m}/${y}`, `${String(m).padStart(2, '0')} ${y}`, `${months[m - 1]} 20${y}`, `${String(m).padStart(2, '0')}${y}`]) : misheard(pick([`${month} ${spoken(y)}`, `${month} twenty ${spoken(y)}`, `${month} slash ${spoken(y)}`, `${months[m - 1]} twenty ${spoken(y)}`, `${months[m - 1]} of ${spoken(y)}`, `the ${ordinal(m)} of twenty ${spoken(y)}`]), style === 'misheard' ? 0.15 : 0); },
  EMAIL_ADDRESS: address,
  URL: style => { const host = pick(lists.hosts); const path = pick(['', 'pay', 'forms', figures(4), plain(pick(lists.family))]); return style === 'itn' ? `${pick(['www.', 'https://', ''])}${host}.com${path && '/' + path}` : `${pick(['w w w dot ', 'www dot ', ''])}${host} dot com${path && ' slash ' + (/\d/.test(path) ? sayGroup(path) : path)}`; },
  IP_ADDRESS: style => { const octets = [int(10, 220), int(0, 255), int(0, 255), int(1, 254)]; return style === 'itn' ? octets.join('.') : octets.map(octet => octet && octet < 100 || chance(0.3) ? spoken(octet) : [...String(octet)].map(d => ones[d]).join(' ')).join(pick([' dot ', ' dot ', ' point '])); },
  PERSON: style => `${given(style)} ${chance(0.1) ? letters(1) + ' ' : ''}${family(style)}${chance(0.05) ? '-' + family('spoken') : ''}`,
  GIVEN: given, FAMILY: family,
  STREET_ADDRESS: style => { const number = streetNumber(); const unit = chance(0.3) ? ` ${pick(['apartment', 'unit', 'suite', 'number', 'apt', 'lot'])} ${pick([style === 'itn' ? int(1, 99) : spoken(int(1, 99)), `${style === 'itn' ? int(1, 9) : spoken(int(1, 9))}${style === 'itn' ? '' : ' '}${pick([...'ABCDEF'])}`])}` : ''; return `${style === 'itn' ? number : style === 'mixed' ? number : misheard(sayGroup(number), style === 'misheard' ? 0.2 : 0)} ${chance(0.2) ? pick(['North', 'South', 'East', 'West', 'Northeast']) + ' ' : ''}${chance(0.15) ? (style === 'itn' ? suffix(int(1, 90)) : ordinal(int(1, 29))) : nameHeard(pick(lists.streets), style)} ${pick(types)}${unit}`; },
  POBOX: style => `${pick(['PO Box', 'P O box', 'P.O. Box', 'post office box'])} ${style === 'itn' || style === 'mixed' ? int(10, 9999) : sayGroup(String(int(10, 9999)))}`,
  CITY: style => nameHeard(pick(lists.cities), style),
  DATE_OF_BIRTH: style => date(1928, 2024, style), DATE: dayOf,
  AGE_OVER_89: style => { const age = int(90, 105); return style === 'itn' || style === 'mixed' && chance(0.5) ? String(age) : age < 100 ? spoken(age) : pick([spoken(age), `a hundred${age > 100 ? ' and ' + ones[age - 100] : ''}`, `one oh ${ones[age - 100]}`.replace('oh zero', 'hundred')]); },
};
const aside = {
  N: (style, range = '5-90') => { const [from, to] = range.split('-').map(Number); const n = int(from, to); return style === 'itn' || style === 'mixed' && chance(0.5) ? String(n) : spoken(n); },
  MED: () => pick(medicines), MODEL: () => pick(models), ICD: () => pick(diagnoses),
  PRICE: style => { const [d, c] = [int(3, 400), int(1, 99)]; return style === 'itn' ? `$${d}.${String(c).padStart(2, '0')}` : pick([`${spoken(d)} dollars`, `${spoken(d)} dollars and ${spoken(c)} cents`, `${spoken(d)} ${c < 10 ? 'oh ' + ones[c] : spoken(c)} dollars`, `${spoken(d)} bucks`]); },
  TIME: style => { const [h, m] = [int(1, 12), pick([0, 15, 30, 45, 10, 20])]; return style === 'itn' ? pick([`${h}:${String(m).padStart(2, '0')}`, `${h} p.m.`, `${h}:${String(m).padStart(2, '0')} am`]) : m ? pick([`${spoken(h)} ${spoken(m)}`, `${spoken(h)} ${spoken(m)} p m`]) : pick([`${spoken(h)} o'clock`, `${spoken(h)} a m`]); },
};

function valueOf(slot, style, told) {
  const [name, part] = slot.split('#');
  if (whole[name]) return [whole[name](style)];
  if (name === 'SPELLED') { const value = pick(lists.family).replace(/[^A-Za-z]/g, '').toUpperCase(); return style === 'itn' ? [value.split('').join(pick(['-', ' ', ', ']))] : code(value, style); }
  const value = part ? told[name] ??= raw[name]() : raw[name]();
  if (!part || part === '*') return code(value, style);
  const [at, of] = [Number(part), told.parts[name]];
  const cut = name === 'CREDIT_CARD' && of === 4 ? [0, 4, 8, 12, 16] : Array.from({ length: of + 1 }, (_, k) => Math.round(k * value.length / of));
  return code(value.slice(cut[at - 1], cut[at]), style);
}

function render(template, style, told) {
  let text = '';
  const [spans, ignored] = [[], []];
  const skip = piece => { ignored.push({ start: text.length, end: text.length + piece.length }); text += piece; };
  for (const piece of template.split(/(\{[^}]+\})/)) {
    const slot = /^\{(.+)\}$/.exec(piece)?.[1];
    if (!slot) {
      for (const bit of piece.split(new RegExp(`\\b(${months.join('|')})\\b`))) { if (months.includes(bit)) skip(bit); else text += bit; }
      continue;
    }
    if (slot === 'STATE') { skip(pick(states)); continue; }
    const [extra, range] = slot.split(':');
    if (aside[extra]) { text += aside[extra](style, range); continue; }
    const start = text.length;
    for (const part of valueOf(slot, style, told)) { if (part.ignore) skip(part.ignore); else text += start === 0 && text === '' ? part[0].toUpperCase() + part.slice(1) : part; }
    const name = slot.split('#')[0];
    spans.push({ start, end: text.length, type: entity[name] ?? name, value: text.slice(start) });
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

const styled = (template, style, isLower, told = { parts: {} }) => { const row = render(template, style, told); return isLower ? uncased(row) : row; };
let id = 0;
for (const template of set[kind]) {
  for (let copy = 0; copy < count; copy++) {
    const style = pick(['itn', 'itn', 'spoken', 'spoken', 'spoken', 'mixed', 'mixed', 'misheard', 'misheard', 'misheard']);
    const isLower = chance(0.5);
    const facts = { style, casing: isLower ? 'lower' : 'cased', source: setName, template };
    if (kind !== 'dialogues') {
      console.log(JSON.stringify({ id: `${setName}-${kind[0]}${id++}`, ...styled(pick(habits.openers) + template + pick(habits.closers), style, isLower), ...facts }));
      continue;
    }
    const told = { parts: {} };
    for (const [, name, part] of template.matchAll(/\{(\w+)#(\d)\}/g)) told.parts[name] = Math.max(told.parts[name] ?? 0, Number(part));
    const turns = template.split(' / ').map(turn => ({ speaker: turn[0] === 'A' ? 'agent' : 'caller', ...styled(turn.slice(3), style, isLower, told) }));
    console.log(JSON.stringify({ id: `${setName}-d${id++}`, turns, ...facts }));
  }
}

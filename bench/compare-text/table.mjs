// Pools what the scorer counted over several sets to the figures of docs/accuracy.md.
//
//   node bench/compare-text/table.mjs DEV OUT
//
// DEV holds the evaluation sets, OUT the scorer's SET.json and, for the specs, SET.out.jsonl.
import { readFileSync } from 'node:fs';

const [dev, out] = process.argv.slice(2);
const scored = set => JSON.parse(readFileSync(`${out}/${set}.json`, 'utf8'));
const rows = file => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
const share = (part, whole) => `${(100 * part / whole).toFixed(2)}% (${part} of ${whole})`;

const payment = new Set(['CREDIT_CARD', 'CVV', 'US_SSN']);
const leak = { payment: [0, 0], others: [0, 0] };
for (const set of ['pii_dialogue', 'pii_multiturn']) {
  for (const [type, counts] of Object.entries(scored(set).types)) {
    const pooled = payment.has(type) ? leak.payment : leak.others;
    pooled[0] += counts.leak;
    pooled[1] += counts.sens;
  }
}

const isCounted = character => /[\p{L}\p{N}]/u.test(character);
const found = new Map(rows(`${out}/recognizers_specs.out.jsonl`).map(row => [row.id, row.spans]));
const specs = { covered: 0, expected: 0, over: 0, other: 0 };
for (const row of rows(`${dev}/recognizers_specs.jsonl`)) {
  const covers = spans => { const marks = new Uint8Array(row.text.length); for (const { start, end } of spans) marks.fill(1, start, end); return marks; };
  const [masked, ignored, gold] = [covers(found.get(row.id) ?? []), covers(row.ignore), covers(row.spans)];
  if (String(row.kind).startsWith('neg_')) {
    for (let at = 0; at < row.text.length; at++) {
      if (isCounted(row.text[at]) && !ignored[at] && !gold[at]) { specs.other++; specs.over += masked[at]; }
    }
  } else if (!String(row.not_supported ?? '').toLowerCase().includes('dotnet')) {
    for (const { start, end } of row.spans) {
      specs.expected++;
      let isCovered = true;
      for (let at = start; at < end; at++) isCovered &&= masked[at] || ignored[at] || !isCounted(row.text[at]);
      specs.covered += isCovered ? 1 : 0;
    }
  }
}

const over = set => { const { over, neg } = scored(set).all; return share(over, neg); };
console.log('card, CVV, SSN: leak        ', share(...leak.payment));
console.log('all other types: leak       ', share(...leak.others));
console.log('clean_clinical: over-masking', over('clean_clinical'));
console.log('specs: covered              ', share(specs.covered, specs.expected));
console.log('specs, neg_*: over-masking  ', share(specs.over, specs.other));
console.log('pii_dialogue: over-masking  ', over('pii_dialogue'));

// Runs a text redactor of npm over JSON Lines with "text" or "turns" and writes the spans that it masked, in the form that the scorer reads.
//
//   npm install --ignore-scripts --prefix PEERS redact-pii@3.4.0 @openredaction/openredaction@1.0.4 @arcjet/redact@1.4.0
//   node bench/compare-text/peers.mjs PEERS redact-pii|openredaction|arcjet < rows.jsonl > out.jsonl
//
// Each peer runs with everything that it has switched on. Each turn of a dialogue is given by itself, as none of them knows of dialogues.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const [folder, name] = process.argv.slice(2);
const load = createRequire(resolve(folder, 'package.json'));
const MASK = '\u0001';

const peers = {
  'redact-pii': async () => {
    const { SyncRedactor } = load('redact-pii');
    const redactor = new SyncRedactor({ globalReplaceWith: MASK });
    return async text => between(text, redactor.redact(text).split(MASK));
  },
  openredaction: async () => {
    const { OpenRedaction } = await import(load.resolve('@openredaction/openredaction'));
    const redactor = new OpenRedaction();
    return async text => (await redactor.detect(text)).detections.map(({ position: [start, end] }) => ({ start, end, type: 'FOUND' }));
  },
  arcjet: async () => {
    const { redact } = await import(load.resolve('@arcjet/redact'));
    const options = { replace: () => MASK };
    return async text => between(text, (await redact(text, options))[0].split(MASK));
  },
};

/** The spans that stand between the pieces that were left: each piece is the first of its kind behind the one before it. */
function between(text, pieces) {
  const spans = [];
  let end = 0;
  pieces.forEach((piece, at) => {
    const isLast = at === pieces.length - 1;
    const next = at === 0 ? 0 : isLast ? text.length - piece.length : text.indexOf(piece, end + 1);
    const start = Math.max(next, end); // a piece that the redactor changed is not found: it counts as left
    if (start > end) spans.push({ start: end, end: Math.min(start, text.length), type: 'FOUND' });
    end = Math.min(start + piece.length, text.length);
  });
  return spans;
}

const find = await peers[name]();
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const row = JSON.parse(line);
  if (row.turns) {
    const turns = [];
    for (const turn of row.turns) turns.push({ spans: await find(turn.text) });
    console.log(JSON.stringify({ id: row.id, turns }));
  } else {
    console.log(JSON.stringify({ id: row.id, spans: await find(row.text) }));
  }
}

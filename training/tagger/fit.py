#!/usr/bin/env python3
"""Fits the weights of TaggedWordRecognizer and compares them with the rules on rows that neither has seen. Needs numpy only.

usage: fit.py --words ../../src/Compliance/Detection/Words --train A.jsonl B.jsonl --clean CLEAN.jsonl [--out tagger-weights.bin]
              [--test C.jsonl --rules C.out.jsonl]

A logistic model of "this word is part of an identifier" over hashed features: the word, its ending and shape, which word lists have it,
the same of two neighbours on each side, the words of the turn before. Names in the training rows are replaced at random, so that contexts
are learnt. Of CLEAN every second row is trained on (all with --out), the others measure over-masking. Leak is counted in the scorer's manner
(letters and figures; what is "ignore" is left out).
"""
import argparse, json, random, re
import numpy as np

BITS = 17
STEP = 0.04  # of a weight's byte
PAYMENT = {"CREDIT_CARD", "CVV", "US_SSN"}
TOKEN = re.compile(r"[^\W\d_]+|\d+")
LISTS = [("a", "given-names"), ("b", "family-names"), ("c", "cities"), ("d", "small-places"), ("e", "common-words"), ("m", "medicines")]
RARE = ["english-words-a-l", "english-words-m-z", "rare-words-a-l", "rare-words-m-z"]
NUMBERS = set("zero oh o naught nought one two three four five six seven eight nine niner ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million billion trillion hunderd double triple treble quadruple dubble doubled bubble tripple ripple trouble".split())
ASKED = 8  # words of the turn before, the last
LONGEST = 24  # letters of a word


def hashed(text):
    """FNV-1a over UTF-16 units, folded to BITS."""
    value = 2166136261
    for unit in text:
        value = ((value ^ ord(unit)) * 16777619) & 0xFFFFFFFF
    return (value ^ (value >> BITS)) & ((1 << BITS) - 1)


def rows(path):
    """One (id, turn number, text, spans, ignored, text of the turn before) a turn."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            before = ""
            for at, turn in enumerate(row.get("turns", [row])):
                yield row["id"], at, turn["text"], turn.get("spans", []), turn.get("ignore", []), before
                before = turn["text"]


class Features:
    def __init__(self, folder):
        self.kinds = {}
        for code, name in LISTS:
            for word in self.read(folder, name):
                self.kinds[word] = self.kinds.get(word, "").replace(code, "") + code
        self.given = [w for w, codes in self.kinds.items() if "a" in codes]
        self.family = [w for w, codes in self.kinds.items() if "b" in codes]
        for name in RARE:
            for word in self.read(folder, name):
                self.kinds.setdefault(word, "r")
        self.cache = {}

    @staticmethod
    def read(folder, name):
        with open(f"{folder}/{name}.txt", encoding="utf-8") as lines:
            return [word for word in lines.read().split("\n") if word]

    def hash(self, text):
        found = self.cache.get(text)
        if found is None:
            found = self.cache[text] = hashed(text)
        return found

    def of(self, words, asked):
        """An array of hashed features for each word; TaggedWordRecognizer makes the same ones."""
        low = [w.lower()[:LONGEST] for w in words]
        kind = ["#" + str(min(len(w), 6)) if w[0].isdigit() else "D" if w in NUMBERS else self.kinds.get(w, "-") for w in low]
        shape = ["X" if w.isupper() and len(w) > 1 else "x" if not w[0].isupper() else "Y" for w in words]
        count = len(words)
        at_ = lambda values, i: values[i] if 0 <= i < count else "|"
        asked = [word[:LONGEST] for word in asked[-ASKED:]]
        found = []
        for i in range(count):
            parts = [f"{step}{name}{at_(values, i + step)}" for step in (-2, -1, 0, 1, 2) for name, values in (("w", low), ("k", kind), ("s", shape))]
            before, one = at_(low, i - 1), kind[i]
            parts += [f"e{low[i][-3:]}", f"p{low[i][:2]}", f"t{at_(kind, i - 1)}/{one}/{at_(kind, i + 1)}", f"u{before}/{one}", f"v{at_(low, i - 2)}/{before}/{one}", f"n{min(count, 8)}/{one}"]
            parts += [f"q{word}/{one}/{min(i, 3)}" for word in asked]
            found.append(np.array([self.hash(p) for p in parts], dtype=np.int32))
        return found


def examples(paths, features, rng):
    for path in paths:
        for _, _, text, spans, _, before in rows(path):
            words, labels = [], []
            for token in TOKEN.finditer(text):
                span = next((s for s in spans if s["start"] <= token.start() < s["end"]), None)
                word = token.group()
                if span is not None and span["type"] == "PERSON" and len(word) > 2 and rng.random() < 0.6:
                    other = rng.choice(features.given if rng.random() < 0.5 else features.family)
                    other = other[:-1] + rng.choice("aeiouxz") if rng.random() < 0.3 else other
                    word = other.capitalize() if word[0].isupper() else other
                words.append(word)
                labels.append(0 if span is None else 1)
            if words:
                yield from zip(features.of(words, TOKEN.findall(before.lower())), labels)


def fit(data, rng, epochs=5, rate=0.08):
    weights = np.zeros(1 << BITS, dtype=np.float32)
    total = np.zeros_like(weights)
    for epoch in range(epochs):
        rng.shuffle(data)
        for found, label in data:
            off = label - 1 / (1 + np.exp(-weights[found].sum()))
            if abs(off) > 0.02:
                np.add.at(weights, found, rate / (1 + 0.5 * epoch) * off)
        total += weights
    return total / epochs


def judged(turns, features, weights, asked):
    """Of each turn its words with their log-odds."""
    for row, at, text, spans, ignored, before in turns:
        tokens = list(TOKEN.finditer(text))
        if tokens:
            odds = [float(weights[h].sum()) * STEP for h in features.of([t.group() for t in tokens], TOKEN.findall(before.lower()) if asked else [])]
            yield row, at, text, spans, ignored, [(t.start(), t.end(), o) for t, o in zip(tokens, odds)]


def leak(turns, threshold, rules):
    """Shares: leaked of payment identifiers and of others, over-masked of the rest. No threshold: rules alone; no rules: the tagger alone."""
    counts = {"card, CVV, SSN": [0, 0], "others": [0, 0], "over": [0, 0]}
    for row, at, text, spans, ignored, words in turns:
        cover = bytearray(len(text))
        for start, end, odds in words:
            if threshold is not None and odds >= threshold:
                cover[start:end] = b"\1" * (end - start)
        for span in (rules or {}).get((row, at), []):
            cover[span["start"]:span["end"]] = b"\1" * (span["end"] - span["start"])
        skip = {i for g in ignored for i in range(g["start"], g["end"])}
        gold = set()
        for span in spans:
            key = "card, CVV, SSN" if span["type"] in PAYMENT else "others"
            for i in range(span["start"], span["end"]):
                gold.add(i)
                if text[i].isalnum() and i not in skip:
                    counts[key][0] += not cover[i]
                    counts[key][1] += 1
        for i, unit in enumerate(text):
            if unit.isalnum() and i not in gold and i not in skip:
                counts["over"][0] += cover[i]
                counts["over"][1] += 1
    return ", ".join(f"{key} {100 * part / max(whole, 1):.2f}%" for key, (part, whole) in counts.items())


def spans_of(path):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for at, turn in enumerate(row.get("turns", [row])):
                found[row["id"], at] = turn.get("spans", [])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--words", "--clean"):
        parser.add_argument(name, required=True)
    for name in ("--train", "--test", "--rules"):
        parser.add_argument(name, nargs="+", default=[])
    parser.add_argument("--out")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    features = Features(options.words)
    clean = list(rows(options.clean))
    data = list(examples(options.train, features, rng))
    for _, _, text, _, _, _ in clean if options.out else clean[::2]:
        words = TOKEN.findall(text)
        data += [(h, 0) for h in features.of(words, [])] if words else []
    weights = np.clip(np.round(fit(data, rng) / STEP), -127, 127)
    print(f"{len(data)} words, {int((weights != 0).sum())} weights")
    if options.out:
        with open(options.out, "wb") as out:
            out.write(weights.astype(np.int8).tobytes())
    held = list(judged(clean[1::2], features, weights, asked=False))
    tests = [(path, list(judged(rows(path), features, weights, asked=True)), spans_of(rules)) for path, rules in zip(options.test, options.rules)]
    for path, turns, rules in tests:
        print(f"{path}: rules {leak(turns, None, rules)}")
    for threshold in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0):
        print(f"log-odds {threshold}: clean talk, tagger: {leak(held, threshold, None)}")
        for path, turns, rules in tests:
            print(f"   {path}: tagger {leak(turns, threshold, None)}; both {leak(turns, threshold, rules)}")


if __name__ == "__main__":
    main()

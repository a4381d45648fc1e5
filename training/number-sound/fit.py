#!/usr/bin/env python3
"""Fits the network that hears numbers and other languages in the encoder's states, and prints how well it does.

usage: fit.py --train FOLDER --held-out FOLDER --size base|tiny [--out FILE] [--judge FILE] [--seed N]

Both folders hold gold.jsonl (from speak.py) and states-SIZE.bin and .jsonl (from States); the held-out one with words. The figures are those of a
network that was fitted to --train alone, on the voices, languages and people of --held-out. The weights in --out are fitted to both together.
--judge prints the figures of a weights file that exists, and fits nothing.
"""
import argparse
import json
import math
import re
import time

import numpy as np

NEIGHBOURS = 2          # a state is judged by the mean of it and so many to each side
HIDDEN = 32
EPOCHS, BATCH, RATE, DECAY = 14, 1024, 2e-3, 1e-3
SURE = 0.2              # a word that is less probable is not believed anyway
NUMBER_WORDS = set(
    "zero oh o one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred thousand double triple first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
    "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth january february march april may june july "
    "august september october november december".split())


def load(folder, size):
    """The stretches of a folder, each with its smoothed states [n, size of a state] and what is said in each ("" where nothing is or nobody knows)."""
    gold = {row["file"]: row for row in map(json.loads, open(f"{folder}/gold.jsonl"))}
    everything = np.fromfile(f"{folder}/states-{size}.bin", np.float16)
    stretches = []
    for row in map(json.loads, open(f"{folder}/states-{size}.jsonl")):
        n, width = row["states"], row["size"]
        states = everything[row["offset"]:row["offset"] + n * width].reshape(n, width).astype(np.float32)
        row["step"] = (row["end"] - row["start"]) / n
        middle = row["start"] + (np.arange(n) + 0.5) * row["step"]
        said = np.full(n, "", object)
        for part in gold[row["file"]]["parts"]:
            said[(middle > part["start"]) & (middle < part["end"])] = part["kind"]
        said[np.array(row["voiced"]) == 0] = ""
        stretches.append(row | {"x": smooth(states), "said": said, "parts": gold[row["file"]]["parts"]})
    return stretches


def smooth(states):
    n = len(states)
    total = np.vstack([np.zeros((1, states.shape[1])), np.cumsum(states, 0, dtype=np.float64)])
    first, end = np.maximum(0, np.arange(n) - NEIGHBOURS), np.minimum(n, np.arange(n) + NEIGHBOURS + 1)
    return ((total[end] - total[first]) / (end - first)[:, None]).astype(np.float32)


def fit(stretches, seed):
    """Adam on the cross-entropy of each state that something is said in, the rate falling as a cosine.
    Returns (weights [size of a state, hidden], constants [hidden], sums [hidden], constant)."""
    rng = np.random.default_rng(seed)
    x = np.concatenate([s["x"][s["said"] != ""] for s in stretches])
    target = np.concatenate([s["said"][s["said"] != ""] != "clean" for s in stretches]).astype(np.float32)
    mean, deviation = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / deviation
    width = x.shape[1]
    net = [(rng.normal(size=(width, HIDDEN)) / math.sqrt(width)).astype(np.float32), np.zeros(HIDDEN, np.float32),
           (rng.normal(size=HIDDEN) * 0.1).astype(np.float32), np.zeros(1, np.float32)]
    momentum, energy = [np.zeros_like(p) for p in net], [np.zeros_like(p) for p in net]
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * 0.5 * (1 + math.cos(math.pi * epoch / EPOCHS)) + 1e-5
        order = rng.permutation(len(target))
        for batch in (order[i:i + BATCH] for i in range(0, len(order), BATCH)):
            states = x[batch]
            hidden = np.maximum(states @ net[0] + net[1], 0)
            odds = hidden @ net[2] + net[3][0]
            error = ((1 / (1 + np.exp(-np.clip(odds, -30, 30))) - target[batch]) / len(batch)).astype(np.float32)
            inner = np.outer(error, net[2]) * (hidden > 0)
            slopes = [states.T @ inner + DECAY * net[0], inner.sum(0), hidden.T @ error + DECAY * net[2], error.sum(keepdims=True)]
            step += 1
            for p, m, e, slope in zip(net, momentum, energy, slopes):
                m += 0.1 * (slope - m)
                e += 0.001 * (slope * slope - e)
                p -= (rate * (m / (1 - 0.9 ** step)) / (np.sqrt(e / (1 - 0.999 ** step)) + 1e-8)).astype(np.float32)
    weights, constants, sums, constant = net
    return weights / deviation[:, None], constants - (mean / deviation) @ weights, sums, float(constant[0])


def log_odds(net, x):
    weights, constants, sums, constant = net
    return np.maximum(x @ weights + constants, 0) @ sums + constant


def write(net, path):
    """A hidden unit a line: its weights, its constant, its weight in the sum; then the constant of the sum."""
    weights, constants, sums, constant = net
    with open(path, "w") as file:
        for unit in range(weights.shape[1]):
            file.write(" ".join(f"{v:.4g}" for v in [*weights[:, unit], constants[unit], sums[unit]]) + "\n")
        file.write(f"{constant:.5g}\n")


def read(path):
    *units, last = open(path).read().split("\n")[:-1]
    table = np.array([[float(v) for v in unit.split()] for unit in units], np.float32)
    return table[:, :-2].T, table[:, -2], table[:, -1], float(last)


def is_number(text):
    """Whether the word is written as a number or a letter: such words are judged as text, by what they may be part of."""
    text = text.lower().strip(".,?!;:'\"")
    return bool(re.search(r"\d", text)) or all(p in NUMBER_WORDS or len(p) <= 1 for p in re.split(r"[-,.]", text))


def part_of(word, parts):
    """What is said for most of the word's time; "" when no part is heard in it."""
    overlap, kind = max((min(word["end"], p["end"]) - max(word["start"], p["start"]), p["kind"]) for p in parts)
    return kind if overlap > 0 else ""


def judge(net, stretches):
    """Prints the share of the time that is taken for a number, by what was said: of states, and of words that the decoder was sure of and that are
    not written as numbers, which are those that this network alone can stop."""
    states, words = {}, {}
    for stretch in stretches:
        odds = log_odds(net, stretch["x"])
        for kind in ("clean", "number", "foreign"):
            states.setdefault(kind, []).append(odds[stretch["said"] == kind])
        for word in stretch["words"]:
            first = max(0, round((word["start"] - stretch["start"]) / stretch["step"]))
            end = max(first + 1, round((word["end"] - stretch["start"]) / stretch["step"]))
            if word["logProbability"] > math.log(SURE) and not is_number(word["text"]) and first < len(odds):
                words.setdefault(part_of(word, stretch["parts"]), []).append((odds[first:end].mean(), word["end"] - word["start"]))
    for kind in ("clean", "number", "foreign"):
        heard = np.concatenate(states[kind])
        row = f"{kind:8}" + f"  states {len(heard):7}, taken for a number {100 * (heard > 0).mean():5.1f} %"
        if words.get(kind):
            odds, time_of = np.array(words[kind]).T
            row += f"; words {len(odds):5}, taken for a number {100 * time_of[odds > 0].sum() / time_of.sum():5.1f} % of their time"
        print(row, flush=True)
    clean = sorted(words.get("clean", []))
    if clean:
        kept = np.cumsum([duration for _, duration in clean])
        for share in (0.97, 0.94, 0.90):
            threshold = clean[int(np.searchsorted(kept, share * kept[-1]))][0]
            passed = {kind: np.array(words[kind]).T for kind in ("number", "foreign") if words.get(kind)}
            print(f"with {share:.0%} of clean time kept (odds below {threshold:5.2f}): " + ", ".join(
                f"{100 * t[o < threshold].sum() / t.sum():.1f} % of {kind} time passes" for kind, (o, t) in passed.items()), flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--train")
    arguments.add_argument("--held-out", required=True)
    arguments.add_argument("--size", choices=["base", "tiny"], required=True)
    arguments.add_argument("--out")
    arguments.add_argument("--judge")
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    held_out = load(given.held_out, given.size)
    if given.judge:
        judge(read(given.judge), held_out)
        return
    if not given.train:
        arguments.error("--train or --judge is needed")
    train, began = load(given.train, given.size), time.monotonic()
    judge(fit(train, given.seed), held_out)
    print(f"{len(train)} stretches, {time.monotonic() - began:.0f} s", flush=True)
    if given.out:
        write(fit(train + held_out, given.seed), given.out)


if __name__ == "__main__":
    main()

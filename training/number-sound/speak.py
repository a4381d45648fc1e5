#!/usr/bin/env python3
"""Speaks the set that the number network is fitted to: telephone calls of a few parts, with who says what when.

usage: speak.py OUT --count N [--seed N] [--held-out] [--digits FOLDER] [--prompts FOLDER] [--sentences FILE]... [--jobs N]

OUT gets NNNNN.wav (8 kHz, 16-bit, mono) and gold.jsonl, a row each: {"file", "parts": [{"kind": "clean" | "number" | "foreign", "text", "by", "start", "end"}]}, times
in seconds. The same arguments give the same set. --held-out speaks with the voices, people and languages that are kept out of the other one.
"""
import argparse
import functools
import glob
import json
import multiprocessing
import os
import random
import wave

import numpy as np

import languages
import numbers_spoken as numbers
import sentences
import voices

LONGEST = 14            # seconds
SHORTEST_PART = 0.1


def call(rng, given):
    """What is said in a call: [(kind, text)], all by one voice, and the language if it is not English."""
    kind = rng.random()
    if kind < 0.14:
        language = languages.pick(rng, given.held_out)
        return [("foreign", languages.phrase(rng, language)) for _ in range(rng.randrange(1, 4))], language
    if kind < 0.26:
        return [("number", group) for group in numbers.short_groups(rng)], None
    if kind < 0.34:
        return [("clean", rng.choice(sentences.SHORT)) for _ in range(rng.randrange(1, 4))], None
    if kind < 0.60:
        return [("clean", clean(rng, given)) for _ in range(rng.randrange(1, 4))], None
    parts = []
    pattern = rng.choice(["N", "CN", "CN", "NC", "CNC", "CNCN"])
    for i, letter in enumerate(pattern):
        leads_to_number = pattern[i + 1:i + 2] == "N"
        if letter == "N":
            parts.append(("number", numbers.number(rng)))
        elif rng.random() < 0.35:
            parts.append(("clean", clean(rng, given)))
        else:
            parts.append(("clean", rng.choice(sentences.BEFORE_A_NUMBER if leads_to_number else sentences.AFTER_A_NUMBER)))
    return parts, None


def clean(rng, given):
    return rng.choice(given.natural) if given.natural and rng.random() < 0.5 else sentences.grow(rng)


def speak(given, index):
    """One call: writes its WAV and returns its row; None if it came out too long or a voice had nothing to say."""
    rng = random.Random(f"{given.seed}/{given.held_out}/{index}")
    said, language = call(rng, given)
    who = voices.foreign_voice(rng, language) if language else voices.voice(rng, given.held_out)
    person = rng.choice(voices.HELD_OUT_PEOPLE if given.held_out else voices.PEOPLE) if given.digits and rng.random() < 0.3 else None
    sound, at, parts = [voices.silence(rng.uniform(0.2, 0.5))], 0.0, []
    for kind, text in said:
        if person and kind == "number" and numbers.are_plain_digits(text):
            by, part = person, voices.say_digits(text, person, given.digits, rng)
        elif given.recorded and kind == "clean" and rng.random() < 0.06:
            text = rng.choice(given.recorded)
            by, part = "prompt", voices.trim(voices.recording(text))
            text = os.path.basename(text)
        else:
            by, part = ":".join(map(str, who)), voices.say(text, who)
        at = sum(map(len, sound)) / voices.RATE
        if len(part) < SHORTEST_PART * voices.RATE or at + len(part) / voices.RATE > LONGEST:
            return None
        parts.append({"kind": kind, "text": text, "by": by, "start": round(at, 3), "end": round(at + len(part) / voices.RATE, 3)})
        sound += [voices.loud(part, rng.uniform(0.8, 1.2)), voices.silence(rng.choice([rng.uniform(0.03, 0.3), rng.uniform(0.2, 1.2)]))]
    sound.append(voices.silence(0.4))
    line, name = voices.over_the_line(np.concatenate(sound), rng), f"{index:05}.wav"
    with wave.open(os.path.join(given.out, name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(voices.RATE)
        file.writeframes(line.tobytes())
    return {"file": name, "parts": parts}


def prompts_without_numbers(folder):
    """Recorded prompts (asterisk-core-sounds) that are whole phrases and name no number."""
    wanted = ("all-circuits", "auth-", "call-", "cannot-", "demo-", "do-not", "feature-", "info-about", "num-was", "one-moment", "pbx-", "please-", "pls-", "priv", "queue-",
              "simul-", "something-", "sorry", "speed-dial", "vm-deleted", "vm-goodbye", "vm-incorrect", "vm-invalid", "vm-is", "vm-msg", "vm-no", "vm-pass", "vm-pls",
              "vm-sav", "vm-sorry", "vm-the", "vm-unknown", "im-sorry", "goodbye", "hello", "is-in-use", "you-entered", "unidentified")
    return [path for path in sorted(glob.glob(f"{glob.escape(folder)}/*.wav"))
            if os.path.basename(path).startswith(wanted) and os.path.getsize(path) < 6 * 2 * voices.RATE]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("--count", type=int, required=True, help="calls that are begun; a few come out too long and are left out")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--held-out", action="store_true")
    arguments.add_argument("--digits", help="folder of DIGIT_PERSON_N.wav at 8 kHz")
    arguments.add_argument("--prompts", help="folder of recorded prompts")
    arguments.add_argument("--sentences", action="append", default=[], help="text, or JSON lines with a text each")
    arguments.add_argument("--jobs", type=int, default=1)
    given = arguments.parse_args()
    given.natural = [sentence for path in given.sentences for sentence in sentences.from_file(path)]
    given.recorded = prompts_without_numbers(given.prompts) if given.prompts else []
    os.makedirs(given.out, exist_ok=True)
    with multiprocessing.Pool(given.jobs) as pool, open(os.path.join(given.out, "gold.jsonl"), "w") as gold:
        for row in pool.imap(functools.partial(speak, given), range(given.count), chunksize=4):
            if row:
                gold.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()

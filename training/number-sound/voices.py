"""Who speaks, and how a telephone line makes it sound. All sound here is float at 8 kHz."""
import glob
import os
import subprocess
import tempfile
import wave

import numpy as np

from numbers_spoken import ONES

RATE = 8000
PEAK = 9000             # of a spoken part before the line

ENGLISH = ["en-us", "en-us", "en-us", "en-gb", "en-gb-x-rp", "en-us-nyc", "en-029"]
VARIANTS = ("m1 m2 m3 m4 m5 m7 m8 f1 f2 f3 f4 klatt klatt2 Alex Andy Denis Diogo Gene Jacky Lee Marco Mario Mike Nguyen adam anika antonio belinda benjamin boris "
            "caleb david ed edward iven john linda max michel miguel pablo pedro quincy rob robert sandro shelby steph travis zac").split()
HELD_OUT_VARIANTS = "m6 f5 klatt3 Annie Michael paul victor".split()
PEOPLE, HELD_OUT_PEOPLE = ["jackson", "george"], ["lucas"]


def voice(rng, is_held_out):
    """(synthesiser, voice, speed, pitch); speed and pitch in the synthesiser's own units."""
    kind = rng.random()
    if kind < 0.46:
        if is_held_out:
            name = rng.choice(["en-gb-scotland", "en-us+" + rng.choice(HELD_OUT_VARIANTS)])
        else:
            name = rng.choice(ENGLISH) + rng.choice(["", "", *["+" + rng.choice(VARIANTS) for _ in range(3)]])
        return "espeak", name, rng.randrange(115, 190), rng.randrange(30, 70)
    if kind < 0.92:
        return "flite", rng.choice(["kal", "kal16"] if is_held_out else ["awb", "rms", "slt"]), round(rng.uniform(0.85, 1.25), 2), 0
    return "festival", rng.choice(["ked_diphone"] if is_held_out else ["kal_diphone", "cmu_us_slt_arctic_hts"]), round(rng.uniform(0.9, 1.2), 2), 0


def foreign_voice(rng, language):
    return "espeak", language + rng.choice(["", "+m1", "+m3", "+m7", "+f1", "+f2", "+f4", "+klatt2", "+Andy", "+linda"]), rng.randrange(115, 185), rng.randrange(30, 70)


def say(text, who):
    kind, name, speed, pitch = who
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "said.wav")
        if kind == "flite":
            command = ["flite", "-voice", name, "--setf", f"duration_stretch={speed}", "-t", text, "-o", out]
        elif kind == "espeak":
            command = ["espeak-ng", "-v", name, "-s", str(speed), "-p", str(pitch), "-w", out, text]
        else:
            command = ["text2wave", "-eval", f"(voice_{name})", "-eval", f"(Parameter.set 'Duration_Stretch {speed})", "-o", out]
        subprocess.run(command, input=text if kind == "festival" else None, text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return trim(recording(out))


def say_digits(text, person, folder, rng):
    """Digits put together from a person's recordings, FOLDER/DIGIT_PERSON_N.wav, with a pause at each comma."""
    sound = []
    for group in text.split(","):
        for word in group.split():
            take = rng.choice(sorted(glob.glob(f"{glob.escape(folder)}/{ONES.index(word)}_{person}_*.wav")))
            sound += [loud(trim(recording(take), floor=60)), silence(rng.uniform(0.03, 0.18))]
        sound.append(silence(rng.uniform(0.1, 0.35)))
    return trim(np.concatenate(sound), floor=40)


def recording(path):
    """A mono 16-bit WAV at 8 kHz: what lies above 4 kHz is cut off in the spectrum."""
    with wave.open(path) as file:
        rate, sound = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(float)
    if rate == RATE or len(sound) == 0:
        return sound
    count = len(sound) * RATE // rate
    return np.fft.irfft(np.fft.rfft(sound)[:count // 2 + 1], count) * (count / len(sound))


def trim(sound, floor=180):
    heard = np.flatnonzero(np.abs(sound) >= floor)
    return sound[heard[0]:heard[-1] + 1] if len(heard) else sound[:0]


def loud(sound, factor=1.0):
    return sound * (PEAK * factor / max(1.0, np.abs(sound).max(initial=0)))


def silence(seconds):
    return np.zeros(int(RATE * seconds))


def over_the_line(sound, rng):
    """Level, noise (white or falling with frequency), band limits, tilt, and for half of the calls the mu-law of G.711."""
    noise_of = np.random.default_rng(rng.getrandbits(32))
    sound = sound * (rng.choice([2500, 6000, 12000, 24000]) / np.abs(sound).max())
    noise = noise_of.normal(size=len(sound))
    if rng.random() < 0.3:
        noise = np.convolve(noise, 0.9 ** np.arange(40), mode="same")
    level = np.sqrt(np.mean(sound ** 2)) / 10 ** (rng.choice([12, 18, 25, 35, 45, 60]) / 20)
    spectrum = np.fft.rfft(sound + noise * (level / noise.std()))
    hertz = np.maximum(1, np.fft.rfftfreq(len(sound), 1 / RATE))
    low, high, tilt = rng.choice([60, 120, 200, 300]), rng.choice([3200, 3400, 3600, 3900]), rng.choice([-6, -3, 0, 0, 3, 6])
    spectrum *= 1 / np.sqrt(1 + (low / hertz) ** 4) / np.sqrt(1 + (hertz / high) ** 16) * 10 ** (tilt / 20 / (1 + (2000 / hertz) ** 2))
    sound = np.clip(np.fft.irfft(spectrum, len(sound)), -32700, 32700)
    if rng.random() < 0.5:
        pressed = np.round(np.sign(sound) * np.log1p(255 * np.abs(sound) / 32768) / np.log(256) * 127) / 127
        sound = np.sign(pressed) * np.expm1(np.abs(pressed) * np.log(256)) / 255 * 32768
    return np.round(sound).astype(np.int16)

#!/usr/bin/env bash
# Speaks the recordings of these tests again: telephone sound, mu-law at 8 kHz. Needs flite, espeak-ng and sox (Debian).
set -euo pipefail
cd -- "$(dirname -- "$0")"
raw=$(mktemp --suffix=.wav)
trap 'rm -f -- "$raw"' EXIT

telephone() { sox -R -D -G "$raw" -r 8000 -c 1 -e u-law "$1" highpass 200 lowpass 3500; }
by_flite() { flite -voice "$2" -t "$3" -o "$raw" && telephone "$1"; }
by_espeak() { espeak-ng -v "$2" -s "$3" -w "$raw" "$4" && telephone "$1"; }

by_flite sentence.wav rms "My knee has been hurting since I fell on the stairs."
by_flite eight-ones.wav rms "one one one one one one one one"
by_flite la-la.wav rms "la la la la la la la la, la la la la"
by_espeak digits-with-pauses.wav en-us+f3 140 "eight, , seven, , four, , two, , nine, , one"
by_espeak digits-as-words.wav en-us 110 "five four three nine"
by_espeak spanish-card.wav es 140 "Mi tarjeta es cuatro uno uno uno, dos cinco siete ocho, nueve tres seis cuatro"
